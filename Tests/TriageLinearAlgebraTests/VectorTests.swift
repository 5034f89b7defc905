import Testing
import TriageLinearAlgebra

@Suite("Vectors")
struct VectorTests {
  @Test("Inner product, scaled sum, scaling, length and largest magnitude agree with loops")
  func loops() {
    var generator = SeededGenerator(21)
    for count in [0, 1, 2, 7, 64, 1001] {
      let x = generator.floats(count)
      let y = generator.floats(count)
      let (wideX, wideY) = (x.map(Double.init), y.map(Double.init))
      let product = zip(wideX, wideY).reduce(0.0) { $0 + $1.0 * $1.1 }
      #expect(abs(dot(wideX, wideY) - product) < 1e-12)
      #expect(abs(Double(dot(x, y)) - product) < 1e-4)
      #expect(abs(norm(wideX) - wideX.reduce(0) { $0 + $1 * $1 }.squareRoot()) < 1e-12)
      #expect(largestMagnitude(x) == (x.map { abs($0) }.max() ?? 0))
      var sum = y
      add(-1.5, times: x, to: &sum)
      var scaled = x
      scale(&scaled, by: 0.25)
      for index in x.indices {
        #expect(abs(sum[index] - (y[index] - 1.5 * x[index])) < 1e-6)
        #expect(scaled[index] == 0.25 * x[index])
      }
    }
  }

  @Test("The largest magnitude may be a negative number's")
  func negativeMagnitude() {
    #expect(largestMagnitude([1, -9, 3]) == 9)
  }

  @Test("A length does not overflow where the squares would")
  func hugeLength() {
    #expect(abs(norm([3e200, 4e200]) / 5e200 - 1) < 1e-12)
  }
}
