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
  private let observed: [[Float]]
  /// For each fold that is hidden, then for none.
  private let fits: [AuxiliaryFit]

  /// The most that a label takes from others. (Of three sets of many models 0.7 is better on one and worse on another.)
  static let largestShare = 0.5
  /// Without kinds fewer records than this are left as they are: what sets kinds apart would pass for what goes together.
  static let leastWithoutKinds = 2_000

  /// - Returns: nil where records know no other models' outcomes, or these tell nothing.
  init?(_ problem: TrainingProblem, _ table: RecordTable) {
    guard let outcomes = AuxiliaryOutcomes(problem, table),
      outcomes.kindCount > 0 || problem.rows.count >= Self.leastWithoutKinds
    else { return nil }
    self.outcomes = outcomes
    observed = problem.targets.labels
    let made = Slots<AuxiliaryFit>(problem.hiddenFolds.count + 1)
    inParallel(problem.hiddenFolds.count + 1, part: 1) { range in
      let hidden = problem.hiddenFolds.contains(range.lowerBound) ? range.lowerBound : nil
      made.set(range.lowerBound, AuxiliaryFit(problem, outcomes, hiding: hidden))
    }
    let fits = made.values
    self.fits = fits
    explained = observed.indices.map { head in
      Self.explained(problem, outcomes, fits, head: head)
    }
    shares = explained.map { Float(min(Self.largestShare, 2 * $0)) }
    guard shares.contains(where: { $0 > 0 }) else { return nil }
  }

  /// The label of every row; of one whose outcome is not known, anything. O(rows · models).
  func labels(head: Int, hiding fold: Int?) -> [Float] {
    let fit = fits[min(fold ?? .max, fits.count - 1)]
    let share = shares[head]
    return observed[head].indices.map { row in
      let told = fit.expected(row, head: head, outcomes)
      return (1 - share) * observed[head][row] + share * Float(min(max(told, 0), 1))
    }
  }

  /// The share of the squared distance from the kind's mean that is gone, over rows that some fit did not see; 0 and above.
  private static func explained(
    _ problem: TrainingProblem, _ outcomes: AuxiliaryOutcomes, _ fits: [AuxiliaryFit], head: Int
  ) -> Double {
    var (left, whole) = (0.0, 0.0)
    for row in problem.scoredPlaces where problem.targets.weights[head][row] > 0 {
      let fit = fits[Int(problem.folds[row])]
      let (weight, label) = (
        Double(problem.targets.weights[head][row]), Double(problem.targets.labels[head][row])
      )
      let distance = label - fit.expected(row, head: head, outcomes)
      let plain = label - fit.means[head][outcomes.kinds[row]]
      left += weight * distance * distance
      whole += weight * plain * plain
    }
    return whole > 0 ? max(0, 1 - left / whole) : 0
  }
}
