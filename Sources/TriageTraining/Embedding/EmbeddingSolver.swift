import Triage
import TriageLinearAlgebra
import TriageRecords

/// Minibatch AdaGrad (Duchi and others, 2011), one accumulator a feature; the dense products are GEMMs.
///
/// ```
/// each pass, prompts in a seeded order; each batch:
///   A = activations;  O = A P + X_dense D;  R = c · (σ(O) - Y) / batch
///   dP = Aᵀ R;  dD = X_denseᵀ R;  dA = R Pᵀ;  dz = dA_left + dA_right where z > 0
///   each feature of each prompt:  E_f -= rate / √G_f · rarity_f / ‖x‖ · dz
/// after each pass:  E, P *= 1 - decay
/// ```
///
/// One fit runs on one thread, so its result depends on the seed alone; folds run side by side.
struct EmbeddingSolver {
  let design: PlainDesign
  let rarities: [Float]
  let targets: Targets
  let settings: EmbeddingSettings
  let decay: Float
  let seed: UInt64
  /// Where the dense weights of each head start; nil for 0.
  var centres: [[Float]]?

  /// Fits on the rows that `isHidden` does not hide; calls `checkpoint` after the passes named in the settings.
  func fit(hiding isHidden: (Int) -> Bool, checkpoint: (Int, EmbeddingModel) -> Void) {
    var generator = SplitMix64(seed: seed)
    let heads = targets.labels.count
    let d = settings.dimensions
    var model = EmbeddingModel(
      features: design.featureCount, dimensions: d, heads: heads, rectified: settings.rectified,
      denseColumns: design.dense.columns, generator: &generator)
    for (head, numbers) in (centres ?? []).enumerated() {
      for (column, number) in numbers.enumerated() { model.dense[column, head] = number }
    }
    // A prompt that knows no outcome has no gradient: it would make a batch smaller.
    var order = (0..<design.promptCount).filter { row in
      !isHidden(row) && targets.weights.contains { $0[row] > 0 }
    }
    var state = State(model, batch: settings.batch)
    for pass in 1...(settings.checkpoints.last ?? 1) {
      generator.shuffle(&order)
      var start = 0
      while start < order.count {
        let end = min(order.count, start + settings.batch)
        step(order[start..<end], &model, &state)
        start = end
      }
      scale(&model.embedding, by: 1 - decay)
      scale(&model.projection.values, by: 1 - decay)
      if settings.checkpoints.contains(pass) { checkpoint(pass, model) }
    }
  }

  /// For each head each row's logit.
  func logits(_ model: EmbeddingModel, rows: [Int]) -> [[Float]] {
    var result = [[Float]](repeating: [], count: model.heads)
    var activations = Matrix(rows: settings.batch, columns: model.width)
    var start = 0
    while start < rows.count {
      let end = min(rows.count, start + settings.batch)
      model.activations(design, rows[start..<end], rarities: rarities, into: &activations)
      let outputs = outputs(model, rows[start..<end], activations)
      for place in 0..<end - start {
        for head in 0..<model.heads { result[head].append(outputs[place, head]) }
      }
      start = end
    }
    return result
  }

  func outputs(_ model: EmbeddingModel, _ rows: ArraySlice<Int>, _ activations: Matrix) -> Matrix {
    var outputs = Matrix(rows: activations.rows, columns: model.heads)
    multiply(activations, .none, model.projection, into: &outputs)
    var dense = denseRows(rows, count: activations.rows)
    multiply(dense, .none, model.dense, beta: 1, into: &outputs)
    dense.values.removeAll()
    return outputs
  }

  /// The dense columns of some prompts; rows past them are zero.
  func denseRows(_ rows: ArraySlice<Int>, count: Int) -> Matrix {
    let columns = design.dense.columns
    var matrix = Matrix(rows: count, columns: columns)
    for (place, row) in rows.enumerated() {
      for column in 0..<columns {
        matrix.values[place * columns + column] = design.dense.values[row * columns + column]
      }
    }
    return matrix
  }
}
