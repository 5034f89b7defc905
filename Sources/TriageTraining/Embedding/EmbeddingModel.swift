import TriageLinearAlgebra

/// Hashed features, a low-dimensional embedding that all heads share, logistic outputs (after fastText; Joulin
/// and others, arXiv 1607.01759, with a rectified half so that heads see more than a linear map):
///
/// ```
/// z = Σ_f rarity_f · E_f / ‖x‖            E: features × d
/// a = [ z | max(0, z) ]                   2d numbers
/// o = aᵀ P + denseᵀ D                     P: 2d × heads,  D: (1 + shape) × heads
/// ```
///
/// A plain one, as fastText's is, has no rectified half: a = z, P: d × heads. It is linear in the features, and
/// ``columns`` are all that is left of it at run time.
struct EmbeddingModel: Sendable {
  let dimensions: Int
  let heads: Int
  /// Whether there is a rectified half.
  let rectified: Bool
  /// E, feature by feature.
  var embedding: [Float]
  /// P.
  var projection: Matrix
  /// D, bias first.
  var dense: Matrix

  /// Activations a prompt.
  var width: Int { rectified ? 2 * dimensions : dimensions }

  /// Small random numbers from the seed; D zero. A plain model's P has orthogonal columns of the expected length: where
  /// they happen to point one way, the heads learn what they have in common first and their difference, which is
  /// what routes, last.
  init(
    features: Int, dimensions: Int, heads: Int, rectified: Bool = true, denseColumns: Int,
    generator: inout some RandomNumberGenerator
  ) {
    self.dimensions = dimensions
    self.heads = heads
    self.rectified = rectified
    let scale = 1 / Float(dimensions)
    embedding = (0..<features * dimensions).map { _ in .random(in: -scale...scale, using: &generator) }
    projection = Matrix(rows: rectified ? 2 * dimensions : dimensions, columns: heads)
    for index in projection.values.indices {
      projection.values[index] = .random(in: -0.5...0.5, using: &generator)
    }
    dense = Matrix(rows: denseColumns, columns: heads)
    if !rectified { projection.orthogonalise(length: (Float(dimensions) / 12).squareRoot()) }
  }

  /// The activations of some prompts, `prompts × width`.
  func activations(_ design: PlainDesign, _ rows: ArraySlice<Int>, rarities: [Float], into out: inout Matrix)
  {
    let d = dimensions
    let width = width
    for (place, row) in rows.enumerated() {
      let start = place * width
      for index in start..<start + width { out.values[index] = 0 }
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
        if rectified { out.values[start + d + k] = max(0, z) }
      }
    }
  }
}

extension Matrix {
  /// Makes the columns orthogonal, one after the other (Gram and Schmidt), and all of one length; those beyond the
  /// number of rows, which cannot be, get the length alone.
  fileprivate mutating func orthogonalise(length: Float) {
    for column in 0..<columns {
      for other in 0..<(column < rows ? column : 0) {
        let share = dot(column, other) / max(dot(other, other), .leastNormalMagnitude)
        for row in 0..<rows { self[row, column] -= share * self[row, other] }
      }
      let norm = dot(column, column).squareRoot()
      guard norm > 0 else { continue }
      for row in 0..<rows { self[row, column] *= length / norm }
    }
  }

  private func dot(_ a: Int, _ b: Int) -> Float {
    (0..<rows).reduce(0) { $0 + self[$1, a] * self[$1, b] }
  }
}
