import Triage
import TriageLinearAlgebra

extension Trainer {
  /// Fits the embedding for each decay on all rows and on all but each fold; keeps the decay and the number of
  /// passes with the best out-of-fold routing quality.
  func embeddingFit(_ problem: TrainingProblem, _ design: DesignMatrix) throws -> RouterFit {
    let settings = EmbeddingSettings()
    let plain = try PlainDesign(design)
    let routing = problem.makeQuality()
    let rarities = design.inverseSquaredRarities.map { 1 / $0.squareRoot() }
    var best: (candidate: EmbeddingCandidate, quality: Double)?
    var candidates: [Manifest.Candidate] = []
    for decay in settings.decays {
      let solver = EmbeddingSolver(
        design: plain, rarities: rarities, targets: problem.targets, settings: settings, decay: decay,
        seed: options.seed, centres: priorCentres(heads: problem.targets.labels.count))
      let results = EmbeddingRuns(solver, problem)
      for (index, passes) in settings.checkpoints.enumerated() {
        let logits = results.outOfFold[index]
        let quality = routing.value(logits)
        candidates.append(
          Manifest.Candidate(
            architecture: "embedding, \(passes) passes", penalty: Double(decay), quality: quality,
            logLoss: routing.logLoss(logits)))
        if quality > best?.quality ?? -.infinity, let model = results.models[index] {
          best = (EmbeddingCandidate(model: model, decay: decay, passes: passes, outOfFold: logits), quality)
        }
      }
    }
    guard let (chosen, quality) = best else { return linearFit(problem, design) }
    let model = chosen.model
    var weights = model.embedding
    for feature in 0..<design.featureCount {
      for k in 0..<model.dimensions { weights[feature * model.dimensions + k] *= rarities[feature] }
    }
    return RouterFit(
      architecture: .embedding, penalty: 3,
      why: "decay \(chosen.decay) and \(chosen.passes) passes have the best out-of-fold routing quality, "
        + "\(quality.rounded(to: 4)), of \(candidates.count) candidates",
      solver: "minibatch AdaGrad, \(settings.dimensions) dimensions, batches of \(settings.batch)",
      candidates: candidates, outOfFold: chosen.outOfFold, weights: weights, columns: model.dimensions,
      projection: model.projection.values, rectified: true, dense: model.dense.values)
  }
}

/// A point of the embedding's selection.
private struct EmbeddingCandidate {
  var model: EmbeddingModel
  var decay: Float
  var passes: Int
  var outOfFold: [[Float]]
}
