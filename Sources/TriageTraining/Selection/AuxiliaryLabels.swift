/// What outcomes of models outside the router say that those in it would come to, and what heads are drawn to by it.
///
/// One outcome of one model is a noisy word about a prompt; what ten other models made of it says much more about how hard it
/// is. A router never sees them, but its heads may start from what they tell:
///
/// ```
/// y, ȳ   the model's own outcome, and its mean over the prompt's kind       (``KindMeans``; over all where it names none)
/// o, ō   another model's outcome on the same prompt, and its mean
/// t    = ȳ + Σ_m β_m (o_m - ō_m), within 0…1         β by ridge regression (``AuxiliaryFit``)
/// m    = argmin Σ_i w_i l(x_i m, t_i) + λ/2 ‖m‖²     over all records that know the others, whether or not they know y
/// w    = argmin Σ_i w_i l(x_i w, y_i) + λ/2 ‖w - m‖² over the records that know y: ``LinearPath/teacher``
/// ```
///
/// A weight that many outcomes speak of goes where they say; one that few do stays near what models that fail together have in
/// common. So what is learned from others fades as a model's own records grow, feature by feature, as a prior's share does. (Labels
/// mixed of y and t, generalised distillation, keep their bias however many records there are: on 20,000 made-up ones they cost
/// 0.01 of APGR.) Selection and calibration go by what was observed. A logged record has no outcome of another model that could
/// be trusted.
///
/// The other tiers of the router are no auxiliaries: a choice is about the difference between tiers, which they would shrink.
struct AuxiliaryLabels: Sendable {
  /// For each head the share of its variance within kinds that t explains, on records that know both and that the fit did not
  /// see: at least one is above 0. (t before it is held within 0…1.)
  let explained: [Double]
  let outcomes: AuxiliaryOutcomes
  /// For each fold that is hidden, then for none.
  private let fits: [AuxiliaryFit]

  /// - Returns: nil where records know no other models' outcomes, or these tell nothing.
  init?(_ problem: TrainingProblem, _ table: RecordTable) {
    guard let outcomes = AuxiliaryOutcomes(problem, table) else { return nil }
    self.outcomes = outcomes
    let made = Slots<AuxiliaryFit>(problem.hiddenFolds.count + 1)
    inParallel(problem.hiddenFolds.count + 1, part: 1) { range in
      let hidden = problem.hiddenFolds.contains(range.lowerBound) ? range.lowerBound : nil
      made.set(range.lowerBound, AuxiliaryFit(problem, outcomes, hiding: hidden))
    }
    let fits = made.values
    self.fits = fits
    explained = problem.targets.labels.indices.map { head in
      Self.explained(problem, outcomes, fits, head: head)
    }
    guard explained.contains(where: { $0 > 0 }) else { return nil }
  }

  /// t of every row: made without the fold that is hidden. O(rows · models).
  func labels(head: Int, hiding fold: Int?) -> [Float] {
    let fit = fits[min(fold ?? .max, fits.count - 1)]
    return outcomes.isKnown.indices.map { row in
      Float(min(max(fit.expected(row, head: head, outcomes), 0), 1))
    }
  }

  /// What every row counts in the fit to t: 0 where no other model is known, and throughout where t explains nothing.
  ///
  /// - Parameter rowWeights: the rows' own weights, one a row.
  func weights(head: Int, rowWeights: [Float]) -> [Float] {
    rowWeights.indices.map { explained[head] > 0 && outcomes.isKnown[$0] ? rowWeights[$0] : 0 }
  }

  private static func explained(
    _ problem: TrainingProblem, _ outcomes: AuxiliaryOutcomes, _ fits: [AuxiliaryFit], head: Int
  ) -> Double {
    let (labels, weights) = (problem.targets.labels[head], problem.targets.weights[head])
    let rows = problem.scoredPlaces.filter { weights[$0] > 0 && outcomes.isKnown[$0] }
    // Fewer cannot tell.
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
