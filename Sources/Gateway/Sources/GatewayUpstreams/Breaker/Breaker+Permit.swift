extension Breaker {
  /// Leave to make one call; the result must be told to ``Breaker/record(_:for:now:)`` or the permit given back.
  public struct Permit: Sendable, Equatable {
    /// Whether the call is a probe of a half-open breaker.
    public var isProbe: Bool
    /// Which opening it belongs to: results of calls from before a change of state are ignored.
    var generation: Int
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
