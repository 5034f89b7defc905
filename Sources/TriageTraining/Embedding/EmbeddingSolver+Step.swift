import Triage
import TriageLinearAlgebra

extension EmbeddingSolver {
  /// What AdaGrad keeps beside the model, and room for a batch.
  struct State {
    var featureSquares: [Float]
    var projectionSquares: [Float]
    var denseSquares: [Float]
    var activations: Matrix
    var residual: Matrix
    var backward: Matrix
    var projectionGradient: Matrix
    var denseGradient: Matrix

    init(_ model: EmbeddingModel, batch: Int) {
      featureSquares = [Float](repeating: 0, count: model.embedding.count / model.dimensions)
      projectionSquares = [Float](repeating: 0, count: model.projection.values.count)
      denseSquares = [Float](repeating: 0, count: model.dense.values.count)
      activations = Matrix(rows: batch, columns: model.width)
      residual = Matrix(rows: batch, columns: model.heads)
      backward = Matrix(rows: batch, columns: model.width)
      projectionGradient = model.projection
      denseGradient = model.dense
    }
  }

  /// One batch: gradients by GEMMs, then every number it touched.
  func step(_ rows: ArraySlice<Int>, _ model: inout EmbeddingModel, _ state: inout State) {
    model.activations(design, rows, rarities: rarities, into: &state.activations)
    let outputs = outputs(model, rows, state.activations)
    let share = 1 / Float(settings.batch)
    for index in state.residual.values.indices { state.residual.values[index] = 0 }
    for (place, row) in rows.enumerated() {
      for head in 0..<model.heads {
        let weight = targets.weights[head][row]
        guard weight > 0 else { continue }
        state.residual[place, head] =
          weight * share * (sigmoid(outputs[place, head]) - targets.labels[head][row])
      }
    }
    multiply(state.activations, .transposed, state.residual, into: &state.projectionGradient)
    multiply(
      denseRows(rows, count: state.residual.rows), .transposed, state.residual, into: &state.denseGradient)
    multiply(state.residual, .none, model.projection, .transposed, into: &state.backward)
    updateEmbedding(rows, &model, &state)
    Self.update(
      &model.projection.values, state.projectionGradient.values, &state.projectionSquares, settings.rate)
    Self.update(&model.dense.values, state.denseGradient.values, &state.denseSquares, settings.rate * 0.1)
  }

  private func updateEmbedding(_ rows: ArraySlice<Int>, _ model: inout EmbeddingModel, _ state: inout State) {
    let d = model.dimensions
    let entries = design.prompts.entries.base
    var slope = [Float](repeating: 0, count: d)
    for (place, row) in rows.enumerated() {
      let start = place * model.width
      var square: Float = 0
      for k in 0..<d {
        let isActive = model.rectified && state.activations.values[start + k] > 0
        slope[k] = state.backward.values[start + k] + (isActive ? state.backward.values[start + d + k] : 0)
        square += slope[k] * slope[k]
      }
      square /= Float(d)
      guard square > 0 else { continue }
      let norm = design.inverseNorms[row]
      for index in design.prompts.starts[row]..<design.prompts.starts[row + 1] {
        let feature = Int(entries[index])
        let factor = rarities[feature] * norm
        state.featureSquares[feature] += square * factor * factor
        let step = settings.rate * factor / (state.featureSquares[feature].squareRoot() + 1e-8)
        for k in 0..<d { model.embedding[feature * d + k] -= step * slope[k] }
      }
    }
  }

  private static func update(
    _ values: inout [Float], _ gradient: [Float], _ squares: inout [Float], _ rate: Float
  ) {
    for index in values.indices {
      squares[index] += gradient[index] * gradient[index]
      values[index] -= rate * gradient[index] / (squares[index].squareRoot() + 1e-8)
    }
  }
}
