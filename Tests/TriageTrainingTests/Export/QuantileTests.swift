import TestSupport
import Testing

@testable import TriageTraining

@Suite("Quantile")
struct QuantileTests {
  @Test("It is the value that sorting finds, with ties and in order, backwards or neither")
  func sorted() {
    var generator = SeededGenerator(91)
    for round in 0..<400 {
      var values = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        Float(Int.random(in: 0...(round % 3 == 0 ? 4 : 1000), using: &generator))
      }
      let order = values.sorted()
      if round % 5 == 1 { values = order }
      if round % 5 == 2 { values = order.reversed() }
      let share = generator.uniform()
      #expect(quantile(values, share) == order[min(order.count - 1, Int(share * Double(order.count)))])
    }
    #expect(quantile([], 0.5) == 0 && quantile([3], 1) == 3 && quantile([2, 1], 0) == 1)
  }
}
