import TriageMetrics

/// The logged rows whose model's outcome is known, column by column.
///
/// A row whose model is none of the router's stays: it never agrees. Without it, those that do would stand for more
/// requests than came.
struct LoggedRows {
  /// Row numbers of the set, ascending.
  let rows: [Int]
  /// The model that was chosen, -1 for one that the router does not have.
  let models: [Int]
  let propensities: [Double?]
  let scores: [Double]
  let costs: [Double]
  /// Whether ``costs`` are all in the set's unit: what a model outside the router cost may not be known, and is no rung.
  let areCostsKnown: Bool
  /// For each model its mean cost in the log, by inverse propensity: what it is predicted to cost.
  let meanCosts: [Double]

  init(_ set: EvaluationSet, costs priced: [[Double]?], unit: String, cap: Double) {
    let rows = set.rows.indices.filter { index in
      let row = set.rows[index]
      return row.logged.map { ($0.model.map { row.scores[$0] } ?? $0.score) != nil } ?? false
    }
    let choices = rows.map { set.rows[$0].logged }
    let models = choices.map { $0?.model ?? -1 }
    let propensities = choices.map { $0?.propensity }
    let costs = rows.indices.map { place in
      models[place] < 0 ? choices[place]?.cost ?? 0 : priced[models[place]]?[rows[place]] ?? 0
    }
    areCostsKnown = zip(choices, models).allSatisfy { choice, model in
      model >= 0 || (unit != "strong calls" && choice?.cost != nil)
    }
    self.rows = rows
    self.models = models
    self.propensities = propensities
    self.costs = costs
    scores = rows.indices.map { place in
      models[place] < 0 ? choices[place]?.score ?? 0 : set.rows[rows[place]].scores[models[place]] ?? 0
    }
    meanCosts = set.models.indices.map { model in
      let weights = rows.indices.map { place in
        models[place] == model
          ? set.rows[rows[place]].weight * min(1 / (propensities[place] ?? 1), cap) : 0
      }
      return weightedMean(costs, weights: weights) ?? weightedMean(rows.map { priced[model]?[$0] ?? 0 }) ?? 0
    }
  }

  /// What asking a model for the request at a place comes to in score, as an estimator sees it; the prediction is the
  /// model's calibrated head, which has not seen the outcome.
  func score(_ place: Int, of model: Int, _ set: EvaluationSet) -> LoggedRequest {
    LoggedRequest(
      agrees: models[place] == model, propensity: propensities[place], outcome: scores[place],
      predicted: set.rows[rows[place]].predicted[model])
  }

  /// And in cost; the prediction is the model's mean.
  func cost(_ place: Int, of model: Int) -> LoggedRequest {
    LoggedRequest(
      agrees: models[place] == model, propensity: propensities[place], outcome: costs[place],
      predicted: meanCosts[model])
  }
}
