public import GatewayMoney
public import GatewayWire

/// What one call for several requests came to, for one of them.
public struct ArrayOutcome: Sendable {
  /// For one request.
  public enum Result: Sendable {
    /// Its own answer, as if it had been asked for alone, and the time from the call to its head.
    case answered(SharedAnswer, firstByte: Duration)
    /// The array went wrong, which says nothing of this request: it is to be asked for alone, at once. An
    /// upstream that answered all the same has counted tokens, of which this is its share.
    case unfit(UpstreamFailure, spent: TokenUsage?)
    /// The upstream failed as it may for any call.
    case failed(UpstreamFailure)
  }

  /// The prompts in the array.
  public var count: Int
  /// When it was sent.
  public var start: ContinuousClock.Instant
  /// What it came to.
  public var result: Result
}

extension UpstreamFailure {
  /// Whether an array's failure may be the array's own: a status of 4xx that is neither about time nor about
  /// rate (one prompt of many may be at fault, or the server takes no arrays), or an answer that cannot be
  /// read.
  var isOfArray: Bool {
    switch kind {
    case .status(let status): (400..<500).contains(status) && ![408, 409, 429].contains(status)
    case .brokenAnswer, .inexpressible: true
    default: false
    }
  }
}
