import Triage
import TriageLinearAlgebra
import TriageRecords

extension Trainer {
  func contents(
    _ table: RecordTable, _ problem: TrainingProblem, _ built: BuiltDesign, _ vocabulary: Vocabulary,
    _ fit: RouterFit, _ calibration: RouterCalibration, length: LengthFit, widths: [Float]
  ) -> ModelContents {
    let heads = table.models.count
    let outputs = heads + (length.isFitted ? 1 : 0)
    var weights = fit.weights
    var columns = fit.columns
    var projection = fit.projection
    if length.isFitted {
      // The length's weights are one more column of the table, and one more output of the projection.
      columns += 1
      weights = [Float](repeating: 0, count: vocabulary.features.count * columns)
      for feature in vocabulary.features.indices {
        for column in 0..<fit.columns {
          weights[feature * columns + column] = fit.weights[feature * fit.columns + column]
        }
        weights[feature * columns + fit.columns] = length.sparse[feature]
      }
      if !projection.isEmpty { projection = fit.projection(withLength: outputs) }
    }
    let dense = (0..<built.design.denseColumns).map { row in
      (0..<heads).map { fit.dense[row * heads + $0] } + (length.isFitted ? [length.dense[row]] : [])
    }
    return ModelContents(
      log2Rows: vocabulary.log2Rows, features: vocabulary.features, rarities: vocabulary.rarities,
      weights: weights, columns: columns, unseenRarity: vocabulary.unseenRarity,
      normsUnseen: DesignSettings().normsUnseen, hasLength: length.isFitted, rectified: fit.rectified,
      projection: projection,
      shape: ShapeWeights(
        means: built.means, inverseDeviations: built.inverseDeviations,
        weights: dense.dropFirst().flatMap { $0 }, biases: dense[0]),
      heads: table.models.indices.map { model in
        let price = options.prices[table.models[model]]
        let dollars = problem.rows.map { row in
          table.dollars(row, model: model, prices: options.prices).map { Float($0) } ?? .nan
        }
        let outcomes = problem.rows.map { table.outcomeWeight($0, model: model) }
        return Head(
          name: table.models[model], inputPrice: price?.input, outputPrice: price?.output,
          meanCost: RecordTable.mean(dollars, weights: outcomes)
            ?? RecordTable.mean(dollars, weights: problem.weights),
          contextWindow: price?.contextWindow,
          lengthOffset: length.offsets[model])
      },
      headCalibrators: calibration.heads.map(\.calibrator),
      tierCalibrators: calibration.tiers.map(\.calibrator),
      policy: Policy(
        tiers: table.models.enumerated().map {
          Tier(name: $1, models: [$0], threshold: options.threshold)
        },
        bandHalfWidth: options.bandHalfWidth,
        leastEvidence: quantile(
          problem.observedPlaces.map { built.evidence[$0].mistyped }, options.lowEvidenceShare)),
      prior: options.prior?.file,
      widths: widths)
  }
}

extension RouterFit {
  /// The projection with one more output, fed by one more column alone.
  func projection(withLength outputs: Int) -> [Float] {
    let parts = rectified ? 2 : 1
    var result: [Float] = []
    for part in 0..<parts {
      for column in 0..<columns {
        let start = (part * columns + column) * (outputs - 1)
        result += projection[start..<start + outputs - 1] + [0]
      }
      result += [Float](repeating: 0, count: outputs - 1) + [part == 0 ? 1 : 0]
    }
    return result
  }
}
