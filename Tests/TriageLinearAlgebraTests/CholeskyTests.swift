import TestSupport
import Testing
import TriageLinearAlgebra

@Suite("Cholesky")
struct CholeskyTests {
  @Test("A solution put back into the matrix gives the right-hand side")
  func solves() throws {
    var generator = SeededGenerator(31)
    for order in [1, 2, 5, 13, 40] {
      // A = GᵀG + I is positive definite.
      let g = (0..<order * order).map { _ in (2 * generator.uniform() - 1) }
      var a = [Double](repeating: 0, count: order * order)
      for row in 0..<order {
        for column in 0..<order {
          for k in 0..<order { a[row * order + column] += g[k * order + row] * g[k * order + column] }
          if row == column { a[row * order + column] += 1 }
        }
      }
      let b = (0..<order).map { _ in (2 * generator.uniform() - 1) }
      let x = try #require(Cholesky(a, order: order)).solve(b)
      for row in 0..<order {
        let sum = (0..<order).reduce(0.0) { $0 + a[row * order + $1] * x[$1] }
        #expect(abs(sum - b[row]) < 1e-10)
      }
    }
  }

  @Test(
    "A matrix that is not positive definite has no factor",
    arguments: [[0, 0, 0, 0], [1, 2, 2, 1], [-1, 0, 0, 1], [1, 1, 1, 1]] as [[Double]])
  func refuses(matrix: [Double]) {
    #expect(Cholesky(matrix, order: 2) == nil)
  }

  @Test("A matrix with a number that is none has no factor")
  func refusesNaN() {
    #expect(Cholesky([.nan, 0, 0, 1], order: 2) == nil)
  }
}
