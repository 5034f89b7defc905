import Synchronization

/// So many requests a second for each caller: a token bucket whose burst is one second's worth.
public final class RateLimit: Sendable {
  private struct Bucket {
    var tokens: Double
    var last: ContinuousClock.Instant
  }

  private let rate: Double
  private let buckets = Mutex<[String: Bucket]>([:])
  /// Beyond so many callers the full buckets are forgotten: a full bucket says nothing.
  private static let most = 10_000

  /// - Parameter rate: requests a second, above 0.
  public init(rate: Double) { self.rate = rate }

  /// Nil where the caller may go on, otherwise how long it has to wait.
  public func wait(for caller: String, now: ContinuousClock.Instant = .now) -> Duration? {
    let burst = max(1, rate)
    return buckets.withLock { buckets in
      if buckets.count > RateLimit.most {
        buckets = buckets.filter { $0.value.tokens + seconds(now - $0.value.last) * rate < burst }
      }
      var bucket = buckets[caller] ?? Bucket(tokens: burst, last: now)
      bucket.tokens = min(burst, bucket.tokens + seconds(now - bucket.last) * rate)
      bucket.last = now
      defer { buckets[caller] = bucket }
      guard bucket.tokens >= 1 else { return .seconds((1 - bucket.tokens) / rate) }
      bucket.tokens -= 1
      return nil
    }
  }

  /// Callers that are remembered.
  var count: Int { buckets.withLock { $0.count } }

  private func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
