import Synchronization

/// Where a window's arrays go: a model of an upstream that is said to take them, and whether it seems to.
///
/// An upstream that cannot take arrays costs every request a call in vain. After ``patience`` arrays in a row
/// that were refused or not answered one by one, none are made for ``rest``; a single bad prompt among good
/// ones is no such row.
public final class ArrayTarget: Sendable {
  /// So many arrays in a row may go wrong.
  public static let patience = 3
  /// So long none are made then.
  public static let rest = Duration.seconds(60)

  let upstream: Upstream
  let version: String

  private struct State {
    var unfit = 0
    var restsUntil: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// - Parameter version: what the upstream calls the model.
  public init(_ upstream: Upstream, version: String) {
    self.upstream = upstream
    self.version = version
  }

  func isFit(now: ContinuousClock.Instant) -> Bool {
    state.withLock { state in
      guard let until = state.restsUntil else { return true }
      return now >= until
    }
  }

  /// Takes note of how an array ended.
  func note(isFit: Bool, now: ContinuousClock.Instant) {
    state.withLock { state in
      state.unfit = isFit ? 0 : state.unfit + 1
      guard state.unfit >= ArrayTarget.patience else { return }
      state.unfit = 0
      state.restsUntil = now.advanced(by: ArrayTarget.rest)
    }
  }
}
