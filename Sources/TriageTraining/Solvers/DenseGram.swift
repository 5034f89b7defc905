/// Dᵀ diag(c) D for the dense columns D (ones, then shape), a symmetric matrix a lane, added up row by row.
///
/// The thirteen columns of a row are in registers and first-level cache when the sparse part has been walked anyway, and
/// every lane has its own c: as one GEMM a lane it would be a copy of D a lane, and took five times as long with the
/// reference BLAS.
final class DenseGram<Lanes: LaneVector>: @unchecked Sendable {
  private let columns: Int
  /// The lower triangle, row after row; written by one thread.
  private let sums: LaneBlock<Lanes>

  init(_ columns: Int) {
    self.columns = columns
    sums = LaneBlock(rows: columns * (columns + 1) / 2)
  }

  /// Adds one prompt: c times the products of its dense columns.
  @inline(__always)
  func add(_ shape: UnsafePointer<Float>, times c: Lanes) {
    let base = sums.base
    base[0] += c
    var place = 1
    for row in 1..<columns {
      let scaled = c * shape[row - 1]
      base[place] += scaled
      place += 1
      for column in 1...row {
        base[place] += scaled * shape[column - 1]
        place += 1
      }
    }
  }

  /// The sum of all shares with λ · penalty on the diagonal, as whole matrices.
  static func blocks(_ shares: [DenseGram], penalty: Lanes, penalties: [Float]) -> [[Double]] {
    let columns = penalties.count
    return (0..<Lanes.scalarCount).map { lane in
      var matrix = [Double](repeating: 0, count: columns * columns)
      var place = 0
      for row in 0..<columns {
        for column in 0...row {
          let sum = shares.reduce(0.0) { $0 + Double($1.sums[place][lane]) }
          matrix[row * columns + column] = sum
          matrix[column * columns + row] = sum
          place += 1
        }
        matrix[row * columns + row] += Double(penalty[lane] * penalties[row])
      }
      return matrix
    }
  }
}
