public import Logging
import Synchronization

/// The least severe level that is logged, shared by every logger of the process, so that a reload can change it.
public final class LogLevel: Sendable {
  private let level: Mutex<Logger.Level>
  private let isFixed: Bool

  /// - Parameter isFixed: whether the configuration has no say, because the command line had it.
  public init(_ level: Logger.Level, isFixed: Bool = false) {
    self.level = Mutex(level)
    self.isFixed = isFixed
  }

  /// The level now.
  public var now: Logger.Level { level.withLock { $0 } }

  /// Takes the configuration's word.
  func set(_ name: String) {
    guard !isFixed, let next = Logger.Level(rawValue: name) else { return }
    level.withLock { $0 = next }
  }
}
