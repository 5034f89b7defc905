import TestSupport
import Testing
import TriageLinearAlgebra

@Suite("Matrix products")
struct ProductTests {
  /// op(a) by the definition.
  static func element(_ matrix: Matrix, _ transposition: Transposition, _ row: Int, _ column: Int) -> Double {
    Double(transposition == .none ? matrix[row, column] : matrix[column, row])
  }

  static func matrix(
    _ rows: Int, _ columns: Int, _ transposition: Transposition, _ seed: inout SeededGenerator
  )
    -> Matrix
  {
    let (r, c) = transposition == .none ? (rows, columns) : (columns, rows)
    return Matrix(rows: r, columns: c, values: seed.floats(r * c))
  }

  @Test("A product is the sum over the inner index, whichever factor is transposed, with alpha and beta")
  func product() {
    var generator = SeededGenerator(11)
    for (m, k, n) in [(1, 1, 1), (3, 5, 2), (7, 1, 9), (16, 13, 16), (33, 40, 17)] {
      for (left, right) in [
        (Transposition.none, Transposition.none), (.transposed, .none), (.none, .transposed),
        (.transposed, .transposed),
      ] {
        let a = Self.matrix(m, k, left, &generator)
        let b = Self.matrix(k, n, right, &generator)
        let start = Matrix(rows: m, columns: n, values: generator.floats(m * n))
        var result = start
        multiply(a, left, b, right, alpha: 0.5, beta: -2, into: &result)
        for row in 0..<m {
          for column in 0..<n {
            let sum = (0..<k).reduce(0.0) {
              $0 + Self.element(a, left, row, $1) * Self.element(b, right, $1, column)
            }
            let expected = 0.5 * sum - 2 * Double(start[row, column])
            #expect(abs(Double(result[row, column]) - expected) < 1e-4)
          }
        }
      }
    }
  }

  @Test("A product into foreign memory writes its own rows and nothing behind them")
  func views() {
    var generator = SeededGenerator(12)
    let (m, k, n) = (9, 6, 4)
    for transposition in [Transposition.none, .transposed] {
      let a = Self.matrix(m, k, transposition, &generator)
      var b = generator.floats(k * n)
      let start = generator.floats(m * n) + [77, 78]
      var out = start
      b.withUnsafeMutableBufferPointer { b in
        out.withUnsafeMutableBufferPointer { out in
          guard let left = b.baseAddress, let right = out.baseAddress else { return }
          multiply(
            a, transposition, MatrixView(left, rows: k, columns: n), beta: 1,
            into: MatrixView(right, rows: m, columns: n))
        }
      }
      for row in 0..<m {
        for column in 0..<n {
          let sum = (0..<k).reduce(Double(start[row * n + column])) {
            $0 + Self.element(a, transposition, row, $1) * Double(b[$1 * n + column])
          }
          #expect(abs(Double(out[row * n + column]) - sum) < 1e-5)
        }
      }
      #expect(out.suffix(2) == [77, 78])
    }
  }

  @Test("An empty inner index adds nothing: the result is beta times what was there")
  func emptyInnerIndex() {
    var result = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    multiply(Matrix(rows: 2, columns: 0), .none, Matrix(rows: 0, columns: 2), beta: 0, into: &result)
    #expect(result.values == [0, 0, 0, 0])
    result = Matrix(rows: 2, columns: 2, values: [1, 2, 3, 4])
    multiply(Matrix(rows: 2, columns: 0), .none, Matrix(rows: 0, columns: 2), beta: 3, into: &result)
    #expect(result.values == [3, 6, 9, 12])
    var values: [Float] = [1, 2, 3, 4]
    var none: [Float] = [9]
    values.withUnsafeMutableBufferPointer { out in
      none.withUnsafeMutableBufferPointer { none in
        guard let out = out.baseAddress, let none = none.baseAddress else { return }
        multiply(
          Matrix(rows: 0, columns: 2), .transposed, MatrixView(none, rows: 0, columns: 2), beta: 0,
          into: MatrixView(out, rows: 2, columns: 2))
      }
    }
    #expect(values == [0, 0, 0, 0])
  }

  @Test("A subscript reads and writes row after row")
  func subscripts() {
    var matrix = Matrix(rows: 2, columns: 3)
    matrix[1, 0] = 5
    matrix[0, 2] = 4
    #expect(matrix.values == [0, 0, 4, 5, 0, 0])
    #expect(matrix[1, 0] == 5)
  }
}
