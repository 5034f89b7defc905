public import GatewayJSON
public import GatewayMoney

/// What a candidate did on the same requests as what serves, pair by pair.
///
/// A candidate that failed is one of the pairs, with what that cost. Differences are candidate minus served and their
/// intervals are of the paired differences, which is far narrower than comparing two means.
public struct ShadowComparison: Sendable, Equatable {
  /// The shadow's name in the file.
  public let shadow: String
  /// Pairs, those with a failed candidate included.
  public private(set) var pairs = 0
  /// What serving cost on these requests.
  public private(set) var cost = Money.zero
  /// What the candidate cost.
  public private(set) var candidateCost = Money.zero
  private var failed = 0
  private var agreed = 0
  private var isGraded = false
  private var agreements = Estimate.Moments()
  private var costs = Estimate.Moments()
  private var totals = Estimate.Moments()
  private var checked = (served: 0, candidate: 0)
  private var differences = Estimate.Moments()
  private var valid = (served: 0, candidate: 0)

  /// No pairs yet.
  public init(shadow: String) { self.shadow = shadow }

  /// Adds a pair.
  public mutating func add(_ pair: ShadowPair) {
    pairs += 1
    cost += pair.cost
    candidateCost += pair.candidateCost
    costs.add(Double((pair.candidateCost - pair.cost).picodollars) / 1e12)
    if pair.agreement == nil, pair.candidateTotal == nil { failed += 1 }
    if let agreement = pair.agreement {
      agreements.add(agreement)
      if agreement == 1 { agreed += 1 } else if agreement != 0 { isGraded = true }
    }
    if let total = pair.total, let candidate = pair.candidateTotal { totals.add(Double(candidate - total)) }
    if let isValid = pair.isValid {
      checked.served += 1
      valid.served += isValid ? 1 : 0
    }
    if let isValid = pair.isCandidateValid {
      checked.candidate += 1
      valid.candidate += isValid ? 1 : 0
      if let served = pair.isValid { differences.add((isValid ? 1 : 0) - (served ? 1 : 0)) }
    }
  }

  /// The share of requests that the candidate gave no answer to; in all but the costs they are left out.
  public var failures: Estimate? { Estimate(successes: failed, of: pairs) }

  /// How far both agree, 0…1: Wilson's interval where every pair agrees or does not, the mean's otherwise.
  public var agreement: Estimate? {
    isGraded ? Estimate(agreements) : Estimate(successes: agreed, of: agreements.count)
  }

  /// Dollars a request that the candidate costs more.
  public var costDifference: Estimate? { Estimate(costs) }

  /// Microseconds that the candidate takes longer, where both answered.
  public var latencyDifference: Estimate? { Estimate(totals) }

  /// The share of served answers that passed their checks.
  public var validity: Estimate? { Estimate(successes: valid.served, of: checked.served) }

  /// The share of the candidate's answers that did.
  public var candidateValidity: Estimate? { Estimate(successes: valid.candidate, of: checked.candidate) }

  /// By how much the candidate passes more often, on requests where both were checked.
  public var validityDifference: Estimate? { Estimate(differences) }

  /// Equal sums.
  public static func == (left: ShadowComparison, right: ShadowComparison) -> Bool { left.json == right.json }

  /// The same facts for machines; what there are too few pairs for is null.
  public var json: JSON {
    var line = Line()
    line.set("shadow", shadow)
    line.set("pairs", pairs)
    line.set("cost", .number(cost.description))
    line.set("candidate_cost", .number(candidateCost.description))
    for (name, estimate) in estimates { line.set(name, estimate?.json ?? .null) }
    return line.json
  }

  /// Lines for a terminal.
  public var text: String {
    var rows: [[Table.Cell]] = [
      [.left(shadow), .right("\(pairs) pairs"), .right("95 % low"), .right("high")]
    ]
    for (name, estimate) in estimates {
      guard let estimate else { continue }
      let places = name.hasPrefix("cost") ? 9 : 4
      rows.append(
        [.left(name)]
          + [estimate.value, estimate.low, estimate.high].map { .right(Report.fixed($0, places: places)) })
    }
    return Table(rows).lines.joined(separator: "\n") + "\n"
  }

  /// The lines of several, under a heading; empty without any.
  public static func text(_ comparisons: [ShadowComparison]) -> String {
    guard !comparisons.isEmpty else { return "" }
    return "\nshadows against what served (differences: shadow minus served, $ and µs a request)\n"
      + comparisons.map(\.text).joined(separator: "\n")
  }

  private var estimates: [(String, Estimate?)] {
    [
      ("failures", failures), ("agreement", agreement), ("cost_difference", costDifference),
      ("latency_difference_us", latencyDifference),
      ("validity", validity), ("candidate_validity", candidateValidity),
      ("validity_difference", validityDifference),
    ]
  }
}

extension Estimate {
  /// `{value, low, high, n}`.
  public var json: JSON {
    var line = Line()
    line.set("value", value)
    line.set("low", low)
    line.set("high", high)
    line.set("n", count)
    return line.json
  }
}
