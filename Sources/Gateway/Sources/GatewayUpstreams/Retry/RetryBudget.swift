import Synchronization

/// Keeps retries a bounded share of the traffic, so that an outage is not multiplied by everyone's patience.
///
/// A token bucket in thousandths: each request puts in `share`, each retry takes out one. It begins with ten retries, so that
/// a gateway that has just started can retry at all; once they are spent only requests bring more. (Finagle's and gRPC's
/// retry budgets work so.)
public final class RetryBudget: Sendable {
  private let deposit: Int
  private let limit: Int
  private let balance: Mutex<Int>

  /// A budget of retries as a share of requests, 0…1; `reserve` retries are saved up at the start, ten
  /// times as many at most.
  public init(share: Double, reserve: Int = 10) {
    deposit = Int(max(0, min(1, share)) * 1000)
    limit = max(reserve, 1) * 10_000
    balance = Mutex(share > 0 ? reserve * 1000 : 0)
  }

  /// A request has come in.
  public func earn() {
    balance.withLock { $0 = min(limit, $0 + deposit) }
  }

  /// Takes one retry out, if there is one.
  public func spend() -> Bool {
    balance.withLock { balance in
      guard balance >= 1000 else { return false }
      balance -= 1000
      return true
    }
  }
}
