import Logging
import Synchronization

/// Keeps what is logged: the level, the message and how often it stands for.
final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  var logger: Logger { Logger(label: "x") { _ in Keeper(lines: self) } }

  private struct Keeper: LogHandler {
    let lines: LogLines
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.trace
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      let count = (event.metadata?["failures"] ?? event.metadata?["requests"]).map { " ×\($0)" } ?? ""
      lines.lines.withLock { $0.append("\(event.level) \(event.message)\(count)") }
    }
  }
}
