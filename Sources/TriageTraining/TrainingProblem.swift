import Triage
import TriageRecords

/// What is to be learned from the training records: targets, folds, weights.
struct TrainingProblem: Sendable {
  /// Record numbers in the table.
  let rows: [Int]
  /// For each head each row's score (NaN where unknown or not to be learned from), and the same as labels and
  /// weights.
  ///
  /// A logged outcome weighs 1 / propensity, and all of a head's weights are then scaled by Σ w v / Σ w v² (v the
  /// inverse propensity): they add up to the number of outcomes that would say as much, so that a head known from few
  /// outcomes is shrunk as one known from few. Where nothing is logged the scale is 1.
  let scores: [[Float]]
  let targets: Targets
  /// For each head each row's answer length, NaN where unknown.
  let outputTokens: [[Float]]
  let weights: [Float]
  /// Each row's kind of task, an index into the table's domain names; -1 where it names none.
  let kinds: [Int32]
  let folds: [Int8]
  let foldCount: Int
  /// The folds that a fit is repeated without: all, or where nothing is chosen the first.
  let hiddenFolds: Range<Int>
  let choices: LoggedChoices
  /// What the heads learn from other models' outcomes of the same prompts; nil where there are none that tell anything.
  var auxiliary: AuxiliaryLabels?

  init(_ table: RecordTable, rows: [Int], options: TrainingOptions) {
    self.rows = rows
    // Rows that know nothing of the router's models are no use to calibrate on.
    let known = options.penalty == nil ? rows.count : rows.count(where: table.isLearnedFrom)
    let folds =
      options.penalty == nil ? options.folds : max(5, min(known / Self.calibrationRows, Self.mostFolds))
    foldCount = max(2, min(folds, rows.count / 4))
    hiddenFolds = 0..<(options.penalty == nil ? foldCount : 1)
    weights = rows.map { table.weights[$0] }
    kinds = rows.map { table.domains[$0] }
    scores = table.scores.indices.map { head in
      rows.map { table.inversePropensity($0, model: head) > 0 ? table.scores[head][$0] : .nan }
    }
    choices = LoggedChoices(table, rows: rows, cap: options.propensityCap)
    outputTokens = table.outputTokens.map { column in rows.map { column[$0] } }
    let (weights, inverses) = (weights, choices.inverses)
    targets = Targets(
      labels: scores.map { $0.map { $0.isNaN ? 0 : $0 } },
      weights: scores.map { Self.outcomeWeights($0, weights, inverses) })
    let assigned = Folds.assign(
      components: rows.map { table.components[$0] }, count: foldCount, seed: options.seed)
    // The largest component is placed first. Where one fold alone is calibrated on, it is the last that has records, which is
    // most like all.
    let last = assigned.max() ?? 0
    self.folds = options.penalty == nil ? assigned : assigned.map { last - $0 }
  }

  /// What the weights of the linear heads are drawn to; nil where other models' outcomes tell nothing.
  var teacher: LinearPath<LogisticLoss>.Teacher? {
    auxiliary.map { auxiliary in
      LinearPath<LogisticLoss>.Teacher(
        labels: auxiliary.labels(head:hiding:),
        weights: targets.weights.indices.map { auxiliary.weights(head: $0, rowWeights: weights) })
    }
  }

  /// Rows that know how a model of the router did; the others are here for what other models' outcomes tell of them.
  var observedRows: Int { auxiliary == nil ? rows.count : observedPlaces.count }

  /// The places of these rows; of all where no row is here for other models' outcomes.
  var observedPlaces: [Int] {
    guard auxiliary != nil else { return Array(rows.indices) }
    return rows.indices.filter { row in targets.weights.contains { $0[row] > 0 } }
  }

  /// What candidates are compared by, made anew: keep it.
  func makeQuality() -> RoutingQuality {
    RoutingQuality(scores: scores, weights: weights, targets: targets, choices: choices)
  }

  /// Where nothing is chosen: rows that are enough to calibrate on, and the smallest share of all that they may be.
  private static let calibrationRows = 20_000
  private static let mostFolds = 50

  /// The places in ``rows`` that some fit did not see.
  var scoredPlaces: [Int] { rows.indices.filter { hiddenFolds.contains(Int(folds[$0])) } }

  /// Throws where some fit that a fold is hidden from would know nothing of a model: its logits there would say nothing, and
  /// calibrated on them the model's level would count twice.
  func checkFolds(_ models: [String]) throws(TrainingError) {
    for (model, weights) in zip(models, targets.weights) {
      let known = rows.indices.filter { weights[$0] > 0 }
      let first = known.first.map { folds[$0] }
      guard let first, hiddenFolds.contains(Int(first)), known.allSatisfy({ folds[$0] == first }) else {
        continue
      }
      throw .oneSet(model, outcomes: known.count)
    }
  }

  /// The problem of those rows alone, in folds of their own: what is chosen and calibrated on. Itself where it is all.
  func scored(_ table: RecordTable, options: TrainingOptions) -> TrainingProblem {
    guard hiddenFolds.count < foldCount else { return self }
    var options = options
    options.penalty = nil
    var scored = TrainingProblem(table, rows: scoredPlaces.map { rows[$0] }, options: options)
    // Rows that are here for other models' outcomes are no observations there either.
    scored.auxiliary = auxiliary
    return scored
  }

  private static func outcomeWeights(
    _ scores: [Float], _ weights: [Float], _ inverses: [Float]
  ) -> [Float] {
    var (sum, square) = (0.0, 0.0)
    for row in scores.indices where !scores[row].isNaN {
      let weight = Double(weights[row] * inverses[row])
      sum += weight
      square += weight * Double(inverses[row])
    }
    let scale = square > 0 ? Float(sum / square) : 1
    return scores.indices.map { scores[$0].isNaN ? 0 : weights[$0] * inverses[$0] * scale }
  }

  /// For each domain the mean training score of each model, shrunk to the model's own mean (``KindMeans``).
  func domainMeans(_ table: RecordTable) -> [String: [Double]] {
    let names = table.domainNames
    let rowWeights = zip(weights, choices.inverses).map { $0 * $1 }
    let means = scores.map {
      KindMeans($0, weights: rowWeights, kinds: kinds, count: names.count, unknown: 0).values
    }
    var result: [String: [Double]] = [:]
    for (domain, name) in names.enumerated() { result[name] = means.map { $0[domain] } }
    return result
  }
}
