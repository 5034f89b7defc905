public import Dispatch
public import GatewayAccounts
public import GatewayConfiguration
import GatewayJSON
import Synchronization

/// The audit: one JSON line a decision, where the configuration says.
///
/// A record costs its request the append to a bounded queue; its line is made and written elsewhere. What did not fit
/// or could not be written is counted, and `/metrics` shows it.
public final class AuditLog: Sendable {
  private struct Place {
    var target: AuditTarget
    var writer: LineWriter?
    /// The counts of the writers before this one.
    var before = LineWriter.Counters()
  }

  private let logs: LineWriter
  private let place: Mutex<Place>

  /// - Parameter logs: what writes standard error, so that its lines and the audit's do not mix.
  public init(_ target: AuditTarget, logs: LineWriter) {
    self.logs = logs
    place = Mutex(Place(target: target, writer: AuditLog.writer(target, logs)))
  }

  /// Takes a request's record.
  public func write(_ record: RequestRecord) {
    guard let writer = place.withLock({ $0.writer }) else { return }
    var record = record
    // Content is no part of the line; it must not wait in memory either.
    (record.prompt, record.answer, record.features) = (nil, nil, nil)
    writer.write { [record] in AuditLine.json(record).bytes }
  }

  /// Writes elsewhere from now on.
  public func move(to target: AuditTarget) {
    place.withLock { place in
      guard target != place.target else { return }
      place.before = AuditLog.sum(place)
      place.target = target
      place.writer = AuditLog.writer(target, logs)
    }
  }

  /// Opens a file anew.
  public func reopen() { place.withLock { $0.writer }?.reopen() }

  /// Waits until what was taken is written, but no longer than told.
  public func flush(within patience: DispatchTimeInterval = .never) {
    place.withLock { $0.writer }?.flush(within: patience)
  }

  /// What became of the lines.
  public var counters: LineWriter.Counters { place.withLock { AuditLog.sum($0) } }

  private static func sum(_ place: Place) -> LineWriter.Counters {
    var sum = place.before
    if case .standardError = place.target { return sum }
    guard let now = place.writer?.counters else { return sum }
    sum.written += now.written
    sum.dropped += now.dropped
    sum.failed += now.failed
    sum.waiting = now.waiting
    return sum
  }

  private static func writer(_ target: AuditTarget, _ logs: LineWriter) -> LineWriter? {
    switch target {
    case .off: nil
    case .standardOutput: LineWriter(descriptor: 1)
    case .standardError: logs
    case .file(let path): LineWriter(path: path)
    }
  }
}
