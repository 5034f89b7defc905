/// What a head is fitted to where records also tell how models outside the router did on the same prompts.
///
/// One outcome of one model is a noisy word about a prompt; what ten other models made of it says much more about how hard it
/// is. A router never sees them, but its heads may learn from labels that they have steadied:
///
/// ```
/// y      the model's own outcome                     o_m   another model's outcome on the same prompt
/// ȳ, ō   their means over the prompt's kind          (``KindMeans``; over all where it names none)
/// t    = ȳ + Σ_m β_m (o_m - ō_m), within 0…1         β by ridge regression (``AuxiliaryFit``)
/// R²     of t beside ȳ, each row by a fit that its fold was hidden from
/// a    = min(1/2, 2 R²)                              others that tell nothing change nothing
/// label = (1 - a) y + a t
/// ```
///
/// The loss is linear in its label: a record counts 1 - a by its own outcome and a by what the others tell. So one that knows
/// the others' outcomes alone counts a: a new model may be learned from few outcomes of its own and many of models like it.
///
/// This is generalised distillation (Lopez-Paz and others, 2016, arXiv 1511.03643): a teacher that sees what is privileged, a
/// student that sees the text. For linear heads it comes to drawing a model's weights to a mixture of other models' weights, as
/// far as their outcomes go together. Only fits of own outcomes take these labels: the kind's heads, selection and
/// calibration go by what was observed. A logged record has no outcome of another model that could be trusted.
///
/// The other tiers of the router are no auxiliaries: a choice is about the difference between tiers, which they would shrink.
struct AuxiliaryLabels: Sendable {
  /// For each head, a: how much of a label the others tell. At least one is above 0.
  let shares: [Float]
  /// For each head R².
  let explained: [Double]

  let outcomes: AuxiliaryOutcomes
  private let observed: Targets
  /// For each fold that is hidden, then for none.
  private let fits: [AuxiliaryFit]

  /// The most that a label takes from others. (Of three sets of many models 0.7 is better on one and worse on another.)
  static let largestShare = 0.5
  /// Without kinds fewer records than this are left as they are: what sets kinds apart would pass for what goes together.
  static let leastWithoutKinds = 2_000

  /// - Returns: nil where records know no other models' outcomes, or these tell nothing.
  init?(_ problem: TrainingProblem, _ table: RecordTable) {
    guard let outcomes = AuxiliaryOutcomes(problem, table),
      outcomes.kindCount > 0 || problem.observedRows >= Self.leastWithoutKinds
    else { return nil }
    self.outcomes = outcomes
    observed = problem.targets
    let made = Slots<AuxiliaryFit>(problem.hiddenFolds.count + 1)
    inParallel(problem.hiddenFolds.count + 1, part: 1) { range in
      let hidden = problem.hiddenFolds.contains(range.lowerBound) ? range.lowerBound : nil
      made.set(range.lowerBound, AuxiliaryFit(problem, outcomes, hiding: hidden))
    }
    let fits = made.values
    self.fits = fits
    explained = observed.labels.indices.map { head in
      Self.explained(problem, outcomes, fits, head: head)
    }
    shares = explained.map { Float(min(Self.largestShare, 2 * $0)) }
    guard shares.contains(where: { $0 > 0 }) else { return nil }
  }

  /// The label of every row. O(rows · models).
  func labels(head: Int, hiding fold: Int?) -> [Float] {
    let fit = fits[min(fold ?? .max, fits.count - 1)]
    let (share, own, weights) = (shares[head], observed.labels[head], observed.weights[head])
    return own.indices.map { row in
      let told = Float(min(max(fit.expected(row, head: head, outcomes), 0), 1))
      guard weights[row] > 0 else { return told }
      return outcomes.isKnown[row] ? (1 - share) * own[row] + share * told : own[row]
    }
  }

  /// What every row counts: of one whose own outcome is not known a, where others' are.
  ///
  /// - Parameter rowWeights: the rows' own weights.
  func weights(head: Int, rowWeights: [Float]) -> [Float] {
    let own = observed.weights[head]
    return own.indices.map { row in
      own[row] > 0 || !outcomes.isKnown[row] ? own[row] : shares[head] * rowWeights[row]
    }
  }

  /// The share of the squared distance from the kind's mean that is gone, over rows that know both and that some fit did not
  /// see; 0 and above, and 0 where they are too few to tell.
  private static func explained(
    _ problem: TrainingProblem, _ outcomes: AuxiliaryOutcomes, _ fits: [AuxiliaryFit], head: Int
  ) -> Double {
    let (labels, weights) = (problem.targets.labels[head], problem.targets.weights[head])
    let rows = problem.scoredPlaces.filter { weights[$0] > 0 && outcomes.isKnown[$0] }
    guard rows.count >= Trainer.leastRecords else { return 0 }
    var (left, whole) = (0.0, 0.0)
    for row in rows {
      let fit = fits[Int(problem.folds[row])]
      let distance = Double(labels[row]) - fit.expected(row, head: head, outcomes)
      let plain = Double(labels[row]) - fit.means[head][outcomes.kinds[row]]
      left += Double(weights[row]) * distance * distance
      whole += Double(weights[row]) * plain * plain
    }
    return whole > 0 ? max(0, 1 - left / whole) : 0
  }
}
