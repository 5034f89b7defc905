public import TriageMetrics

/// Why a set cannot be evaluated. Missing outcomes are no error: they are left out and counted.
public enum EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There are no rows.
  case noRows
  /// There are no tiers.
  case noTiers
  /// Two models share a name.
  case duplicateModel(String)
  /// A tier names a model that is not there.
  case tierWithoutModel(String)
  /// A row's array has the wrong length, or a tier index is out of range.
  case shape(row: String, what: String, expected: Int, found: Int)
  /// A row or setting holds a number outside its range, or none at all.
  case outOfRange(row: String, what: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .noRows:
      return "there is nothing to evaluate: no held-out records"
    case .noTiers:
      return "there is nothing to evaluate: the router has no tiers"
    case .duplicateModel(let name):
      return "two models are called \(name)"
    case .tierWithoutModel(let name):
      return "tier \(name) names a model that is not in the list"
    case .shape(let row, let what, let expected, let found):
      return "record \(row): \(what) is \(found), expected \(expected)"
    case .outOfRange(let row, let what):
      return "record \(row): \(what) is not a number in its range"
    }
  }
}

extension EvaluationSet {
  /// Refuses what the measuring code could not make sense of, so that it needs no checks of its own.
  func check() throws(EvaluationError) {
    guard !rows.isEmpty else { throw .noRows }
    guard !tiers.isEmpty else { throw .noTiers }
    var seen: Set<String> = []
    for model in models where !seen.insert(model).inserted { throw .duplicateModel(model) }
    for tier in tiers where !models.indices.contains(tier.model) { throw .tierWithoutModel(tier.name) }
    guard router.threshold.isFinite, router.bandHalfWidth.isFinite else {
      throw .outOfRange(row: "(router)", what: "threshold or band")
    }
    for row in rows { try check(row) }
    for (domain, means) in domainMeans ?? [:] {
      guard means.count == models.count else {
        throw .shape(row: "(domain \(domain))", what: "means", expected: models.count, found: means.count)
      }
      guard means.allSatisfy(\.isFinite) else { throw .outOfRange(row: "(domain \(domain))", what: "a mean") }
    }
  }

  private func check(_ row: EvaluatedRow) throws(EvaluationError) {
    let lengths = [
      ("scores", row.scores.count, models.count), ("costs", row.costs.count, models.count),
      ("predicted", row.predicted.count, models.count), ("sufficiency", row.sufficiency.count, tiers.count),
    ]
    for (what, found, expected) in lengths where found != expected {
      throw .shape(row: row.id, what: what, expected: expected, found: found)
    }
    for (what, tier) in [("decided tier", row.decidedTier), ("plain tier", row.plainTier)]
    where !tiers.indices.contains(tier) {
      throw .outOfRange(row: row.id, what: "\(what) \(tier), of \(tiers.count),")
    }
    let chosen = row.logged?.model.map { models.indices.contains($0) } ?? true
    let propensity = row.logged?.propensity.map { $0 > 0 && $0 <= 1 } ?? true
    let unlisted = [row.logged?.score, row.logged?.cost].allSatisfy {
      $0.map { $0 >= 0 && $0.isFinite } ?? true
    }
    let ranges: [(String, Bool)] = [
      ("a score", row.scores.allSatisfy { $0.map { $0 >= 0 && $0 <= 1 } ?? true }),
      ("a cost", row.costs.allSatisfy { $0.map { $0 >= 0 && $0.isFinite } ?? true }),
      ("a prediction", row.predicted.allSatisfy { $0 >= 0 && $0 <= 1 }),
      ("a sufficiency", row.sufficiency.allSatisfy { $0 >= 0 && $0 <= 1 }),
      ("the gain", row.gain.isFinite), ("the weight", row.weight >= 0 && row.weight.isFinite),
      ("the evidence", row.evidence.isFinite),
      ("the chosen model", chosen),
      ("the propensity", propensity), ("the chosen model's outcome", unlisted),
    ]
    for (what, inRange) in ranges where !inRange { throw .outOfRange(row: row.id, what: what) }
  }
}

/// How an evaluation is carried out.
public struct EvaluationOptions: Sendable {
  /// Bootstrap replicates behind every interval.
  public var replicates: Int
  /// Seed of the bootstrap.
  public var seed: UInt64
  /// The most points of the curve in the output.
  public var curvePoints: Int
  /// How many mistakes of each kind are listed.
  public var mistakes: Int
  /// The most that 1 / propensity counts for in a logged record.
  public var propensityCap: Double

  /// Makes options; the defaults are those of the command.
  public init(
    replicates: Int = 1000, seed: UInt64 = 1, curvePoints: Int = 200, mistakes: Int = 10,
    propensityCap: Double = OffPolicyValue.standardCap
  ) {
    self.replicates = max(0, replicates)
    self.seed = seed
    self.curvePoints = max(2, curvePoints)
    self.mistakes = max(0, mistakes)
    self.propensityCap = max(1, propensityCap)
  }
}
