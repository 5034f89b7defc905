/// What a tier's sufficiency is calibrated on: for each row whether its answer was as good as the top tier's, or,
/// where a log knows one answer alone, a stand-in whose expectation is that.
///
/// The event y_t ≥ y_u asks for two answers to one prompt. With p_t, p_u the chances of a good answer, a log can tell
/// the two chances but not how the answers hang together, and P(y_t ≥ y_u) lies between
///
/// ```
/// φ = 1 - p_u (1 - p_t)        were they independent given the prompt, and
/// Φ = 1 - max(0, p_u - p_t)    were one's successes the other's (Fréchet's bound)
/// ```
///
/// Answers mostly hang together (what is hard for one is hard for both), so φ errs on the side of the top tier: it is
/// taken where logs are all there is. Where at least ``leastPairs`` records know both answers they say where between
/// the two the truth lies, ρ = Σ (y_t ≥ y_u) - φ over Σ Φ - φ, within 0…1, and logged rows take φ + ρ (Φ - φ).
///
/// φ at the out-of-fold heads would only repeat the heads. Its one-step correction (Robins and Rotnitzky, 1995; the
/// doubly robust form of a smooth function of two means),
///
/// ```
/// φ + p_u · v_t (y - p_t) - (1 - p_t) · v_u (y - p_u),    v_m = 1[chosen = m] / propensity
/// ```
///
/// is off by (p̂_t - p_t)(p̂_u - p_u) in expectation, a product of two errors, and Φ is corrected alike through the
/// doubly robust gain p_u - p_t + v_u (y - p_u) - v_t (y - p_t). Stand-ins may leave 0…1; what is fitted to them is
/// linear in them. A graded score is read as the chance of a good answer. Rows logged without exploration have no
/// stand-in.
///
/// Where no record knows both answers and none explored (each prompt was put to one model), φ at the out-of-fold heads is
/// all there is: the tier is as sufficient as the heads and independence make it.
struct SufficiencyLabels: Sendable {
  private(set) var values: [Float]
  /// 0 where there is neither an observation nor a stand-in, and of the top tier.
  private(set) var weights: [Float]
  /// Whether the value is a stand-in.
  private(set) var isStandIn: [Bool]
  /// ρ: 0 is independence.
  private(set) var dependence: Float = 0

  /// Fewer records that know both answers than this do not say how they hang together.
  static let leastPairs = 100

  /// Labels that are all observed.
  init(observed values: [Float], weights: [Float]) {
    self.values = values
    self.weights = weights
    isStandIn = [Bool](repeating: false, count: values.count)
  }

  /// - Parameters:
  ///   - weak: the tier's calibrated head, out of fold; `strong` the top tier's.
  init(_ problem: TrainingProblem, tier: Int, weak: [Float], strong: [Float]) {
    let top = problem.scores.count - 1
    isStandIn = problem.choices.isExplored
    values = [Float](repeating: 0, count: problem.rows.count)
    weights = values
    guard tier < top else { return }
    let choices = problem.choices
    var (pairs, above, range) = (0, Float(0), Float(0))
    for row in values.indices where !choices.isExplored[row] {
      let (score, best) = (problem.scores[tier][row], problem.scores[top][row])
      guard !score.isNaN, !best.isNaN else { continue }
      values[row] = score >= best ? 1 : 0
      weights[row] = problem.weights[row]
      let independent = 1 - strong[row] * (1 - weak[row])
      pairs += 1
      above += weights[row] * (values[row] - independent)
      range += weights[row] * (1 - max(0, strong[row] - weak[row]) - independent)
    }
    if pairs >= Self.leastPairs, range > 0 { dependence = min(1, max(0, above / range)) }
    for row in values.indices where choices.isExplored[row] {
      let chosen = Int(choices.chosen[row])
      let residual: (Int, Float) -> Float = { model, predicted in
        let score = problem.scores[model][row]
        return chosen == model && !score.isNaN ? choices.inverses[row] * (score - predicted) : 0
      }
      let (p, q) = (weak[row], strong[row])
      let (rise, fall) = (residual(tier, p), residual(top, q))
      let independent = 1 - q * (1 - p) + q * rise - (1 - p) * fall
      let together = q > p ? 1 - (q - p + fall - rise) : 1
      values[row] = independent + dependence * (together - independent)
      weights[row] = problem.weights[row]
    }
    guard !weights.contains(where: { $0 > 0 }) else { return }
    values = values.indices.map { 1 - strong[$0] * (1 - weak[$0]) }
    weights = problem.weights
    isStandIn = isStandIn.map { _ in true }
  }
}
