extension Breaker {
  /// Leave to make one call; the result must be told to ``Breaker/record(_:for:now:)`` or the permit given back.
  public struct Permit: Sendable, Equatable {
    /// Whether the call is a probe of a half-open breaker.
    public var isProbe: Bool
    /// Which opening it belongs to: results of calls from before a change of state are ignored.
    var generation: Int

    /// Whether the other was given after a later change of state, or is a probe and this is none: of the calls
    /// that one result stands for, the result belongs to the last.
    func isOlder(than other: Permit) -> Bool {
      (generation, isProbe ? 1 : 0) < (other.generation, other.isProbe ? 1 : 0)
    }
  }

  /// How a call ended.
  public enum Result: Sendable, Equatable {
    /// Well, with the first byte after this time.
    case success(firstByte: Duration)
    /// In a way that speaks against the upstream.
    case failure
    /// In a way that says nothing of the upstream: the caller left, or the request was at fault.
    case neutral
  }
}
