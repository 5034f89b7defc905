import TriageLinearAlgebra

/// Hashed features, a low-dimensional embedding that all heads share, logistic outputs (after fastText; Joulin
/// and others, arXiv 1607.01759, with a rectified half so that heads see more than a linear map):
///
/// ```
/// z = Σ_f rarity_f · E_f / ‖x‖            E: features × d
/// a = [ z | max(0, z) ]                   2d numbers
/// o = aᵀ P + denseᵀ D                     P: 2d × heads,  D: (1 + shape) × heads
/// ```
struct EmbeddingModel: Sendable {
  let dimensions: Int
  let heads: Int
  /// E, feature by feature.
  var embedding: [Float]
  /// P.
  var projection: Matrix
  /// D, bias first.
  var dense: Matrix

  /// Small random numbers from the seed; D zero.
  init(
    features: Int, dimensions: Int, heads: Int, denseColumns: Int, generator: inout some RandomNumberGenerator
  ) {
    self.dimensions = dimensions
    self.heads = heads
    let scale = 1 / Float(dimensions)
    embedding = (0..<features * dimensions).map { _ in .random(in: -scale...scale, using: &generator) }
    projection = Matrix(rows: 2 * dimensions, columns: heads)
    for index in projection.values.indices {
      projection.values[index] = .random(in: -0.5...0.5, using: &generator)
    }
    dense = Matrix(rows: denseColumns, columns: heads)
  }

  /// The activations of some prompts, `prompts × 2d`.
  func activations(_ design: PlainDesign, _ rows: ArraySlice<Int>, rarities: [Float], into out: inout Matrix)
  {
    let d = dimensions
    for (place, row) in rows.enumerated() {
      let start = place * 2 * d
      for index in start..<start + 2 * d { out.values[index] = 0 }
      let entries = design.prompts.entries.base
      for index in design.prompts.starts[row]..<design.prompts.starts[row + 1] {
        let feature = Int(entries[index])
        let rarity = rarities[feature]
        for k in 0..<d { out.values[start + k] += rarity * embedding[feature * d + k] }
      }
      let norm = design.inverseNorms[row]
      for k in 0..<d {
        let z = out.values[start + k] * norm
        out.values[start + k] = z
        out.values[start + d + k] = max(0, z)
      }
    }
  }
}
