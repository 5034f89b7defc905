/// How long to wait before a call is repeated: "full jitter", a uniform share of an exponentially growing ceiling
/// (Brooker, *Exponential Backoff And Jitter*, AWS 2015).
public struct Backoff: Sendable {
  /// The ceiling before the first repetition.
  public var base: Duration = .milliseconds(50)
  /// The highest ceiling.
  public var limit: Duration = .seconds(2)

  /// 50 ms, doubling up to 2 s.
  public init() {}

  /// The wait before repetition number `retry` (from 0); `share` is a random number in 0..<1.
  public func wait(retry: Int, share: Double) -> Duration {
    let ceiling = min(limit, base * (1 << min(max(retry, 0), 20)))
    return ceiling * max(0, min(1, share))
  }
}
