import GatewayAccounts
import GatewayJSON
public import Logging

/// Log lines as JSON, one object a line: `time`, `level`, `logger`, `message`, then the metadata as fields of their own.
///
/// A metadata key that one of these four names or that repeats loses against them. Lines go through a ``LineWriter``, so
/// logging does not wait for whoever reads them.
public struct JSONLogHandler: LogHandler {
  /// Fields of every line.
  public var metadata: Logger.Metadata = [:]
  /// The least severe level: the shared one unless a logger was given its own.
  public var logLevel: Logger.Level {
    get { own ?? level.now }
    set { own = newValue }
  }
  /// More fields, asked for with each line.
  public var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let writer: LineWriter
  private let level: LogLevel
  private var own: Logger.Level?

  /// A handler for one logger.
  public init(label: String, writer: LineWriter, level: LogLevel) {
    self.label = label
    self.writer = writer
    self.level = level
  }

  /// The value of a field of every line.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a line.
  public func log(event: LogEvent) {
    let time = WallClock.microseconds()
    var fields = metadata
    if let provider = metadataProvider { fields.merge(provider.get()) { $1 } }
    if let own = event.metadata { fields.merge(own) { $1 } }
    if let error = event.error { fields["error"] = "\(error)" }
    let (level, label, message, all) = (event.level, label, event.message.description, fields)
    writer.write {
      JSONLogHandler.line(time: time, level: level, label: label, message: message, fields: all).bytes
    }
  }

  static func line(
    time: Int64, level: Logger.Level, label: String, message: String, fields: Logger.Metadata
  ) -> JSON {
    var line = Line()
    line.set("time", CalendarDay.stamp(time))
    line.set("level", level.rawValue)
    line.set("logger", label)
    line.set("message", message)
    for (key, value) in fields.sorted(by: { $0.key < $1.key })
    where !["time", "level", "logger", "message"].contains(key) {
      line.set(key, json(value))
    }
    return line.json
  }

  private static func json(_ value: Logger.Metadata.Value) -> JSON {
    switch value {
    case .string(let text): .string(text)
    case .stringConvertible(let value): .string(value.description)
    case .array(let values): .array(values.map(json))
    case .dictionary(let fields):
      .object(fields.sorted { $0.key < $1.key }.map { JSON.Member($0.key, json($0.value)) })
    }
  }
}
