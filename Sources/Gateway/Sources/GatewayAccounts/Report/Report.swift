public import GatewayMoney

/// What a time's traffic was, cost and saved: in all, and by user, feature, query type, tier, day and model.
///
/// Every grouping adds up to the total to the picodollar. Shadows are apart: they are in no total.
public struct Report: Sendable, Equatable {
  /// What rows can be grouped by.
  public enum Grouping: String, Sendable, CaseIterable {
    /// Who asked.
    case user
    /// The feature of the calling product.
    case feature
    /// The kind of query.
    case type
    /// The tier: money by the tier that each attempt was made for, requests by the tier that served.
    case tier
    /// The day of arrival, UTC.
    case day
    /// The model: money by the model that each attempt called, requests by the model that served.
    case model
  }

  /// A group and its sums.
  public struct Row: Sendable, Equatable {
    /// What its requests have in common; nil for those that did not say.
    public var key: String?
    /// Its sums.
    public var sum: Sum
  }

  /// A name and how often it was met.
  public struct Count: Sendable, Equatable {
    /// What was counted.
    public var name: String
    /// How often.
    public var count: Int
  }

  /// The first moment, microseconds since 1970; `Int64.min` for the beginning.
  public var from = Int64.min
  /// The moment after the last; `Int64.max` for no end.
  public var to = Int64.max
  /// Everything but shadows.
  public var total = Sum()
  /// The groups of each grouping that was asked for: the heaviest (by cost) first, days in order.
  public var groups: [Grouping: [Row]] = [:]
  /// The baselines that savings were counted against, each with its requests.
  public var baselines: [Count] = []
  /// Requests that were served above the tier which the router alone chose.
  public var escalated = 0
  /// What moved requests after their first decision, the most frequent first.
  public var moves: [Count] = []
  /// What failed attempts and failed checks gave as their reason, the most frequent first.
  public var reasons: [Count] = []
  /// Each shadow's own sums.
  public var shadows: [Row] = []

  /// An empty report.
  public init() {}
}

extension Report {
  /// What a group's requests add up to.
  public struct Sum: Sendable, Equatable {
    /// All requests.
    public var requests = 0
    /// Answered ones.
    public var served = 0
    /// Those that no tier could answer, or whose answer broke off (cut by the process's end too).
    public var failed = 0
    /// Those that were turned away.
    public var refused = 0
    /// Those whose caller went away.
    public var cancelled = 0
    /// Those that are under way.
    public var open = 0
    /// Calls to upstreams.
    public var attempts = 0
    /// Calls that brought no answer.
    public var failedAttempts = 0
    /// Answers that failed validation.
    public var invalid = 0
    /// Calls that graded another answer.
    public var checks = 0
    /// The tokens of all calls, as upstreams counted them.
    public var usage = TokenUsage()
    /// What all calls cost.
    public var cost = Money.zero
    /// What of it no caller saw: failed, invalid, cut and cancelled calls.
    public var failedCost = Money.zero
    /// What of it were checks.
    public var checkCost = Money.zero
    /// What the served answers would have cost at the baseline.
    public var baselineCost = Money.zero
    /// From arrival to the first byte, of served requests.
    public var firstByte: Latency?
    /// From arrival to the last byte, of served requests.
    public var total: Latency?

    /// What routing saved, net of every failed attempt, repeat and check; negative where it cost more.
    public var savings: Money { baselineCost - cost }

    /// ``savings`` as a share of the baseline; nil where that is nothing.
    public var savingsShare: Double? {
      guard baselineCost > .zero else { return nil }
      return Double(savings.picodollars) / Double(baselineCost.picodollars)
    }

    /// Nothing.
    public init() {}
  }

  /// Percentiles (nearest rank) in microseconds.
  public struct Latency: Sendable, Equatable {
    /// Half are no slower.
    public var p50: Int64
    /// 95 of 100 are no slower.
    public var p95: Int64
    /// 99 of 100 are no slower.
    public var p99: Int64

    /// The percentiles of times in any order; nil of none.
    init?(_ times: [UInt32]) {
      guard !times.isEmpty else { return nil }
      let times = times.sorted()
      func at(_ percent: Int) -> Int64 { Int64(times[(times.count * percent + 99) / 100 - 1]) }
      (p50, p95, p99) = (at(50), at(95), at(99))
    }
  }
}
