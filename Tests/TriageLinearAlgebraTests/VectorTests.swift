import TestSupport
import Testing
import TriageLinearAlgebra

@Suite("Vectors")
struct VectorTests {
  @Test("Scaling and the largest magnitude agree with loops")
  func loops() {
    var generator = SeededGenerator(21)
    for count in [0, 1, 2, 7, 64, 1001] {
      let x = generator.floats(count)
      #expect(largestMagnitude(x) == (x.map { abs($0) }.max() ?? 0))
      var scaled = x
      scale(&scaled, by: 0.25)
      #expect(scaled == x.map { 0.25 * $0 })
    }
  }

  @Test("The largest magnitude may be a negative number's")
  func negativeMagnitude() {
    #expect(largestMagnitude([1, -9, 3]) == 9)
  }
}
