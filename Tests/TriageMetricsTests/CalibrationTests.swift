import Testing
import TriageMetrics

@Suite("ECE and the reliability table")
struct CalibrationTests {
  @Test("Two bins by hand")
  func byHand() throws {
    let labels = try #require(
      ScoredLabels(predicted: [0.1, 0.3, 0.6, 0.8], labels: [0, 1, 1, 1]))
    // Bins: mean 0.2 against 0.5 observed, mean 0.7 against 1.
    let error = try #require(labels.expectedCalibrationError(bins: 2))
    #expect(abs(error - 0.3) < 1e-15)
    let table = labels.reliability(bins: 2)
    #expect(table.map(\.count) == [2, 2])
    #expect(abs(table[0].predicted - 0.2) < 1e-15 && table[0].observed.value == 0.5)
  }

  @Test("Fewer rows than bins: each has its own bin")
  func shortInput() throws {
    let labels = try #require(ScoredLabels(predicted: [0.2, 0.9], labels: [0, 1]))
    #expect(labels.reliability().map(\.count) == [1, 1])
    let error = try #require(labels.expectedCalibrationError())
    #expect(abs(error - 0.15) < 1e-15)
  }

  @Test("All predictions equal make one bin, whose error is |mean label - prediction|")
  func allTied() throws {
    let labels = try #require(
      ScoredLabels(predicted: Array(repeating: 0.25, count: 40), labels: (0..<40).map { Double($0 % 2) }))
    #expect(labels.reliability().count == 1)
    let error = try #require(labels.expectedCalibrationError())
    #expect(abs(error - 0.25) < 1e-15)
  }

  @Test("The order of rows does not matter, ties or not")
  func orderFree() throws {
    var generator = SplitMix64(seed: 4)
    var rows = (0..<200).map { _ in (Double(generator.below(30)) / 30, Double(generator.below(2))) }
    let before = try #require(
      ScoredLabels(predicted: rows.map(\.0), labels: rows.map(\.1))?.expectedCalibrationError())
    generator.shuffle(&rows)
    let after = try #require(
      ScoredLabels(predicted: rows.map(\.0), labels: rows.map(\.1))?.expectedCalibrationError())
    #expect(abs(before - after) < 1e-12)
  }

  @Test("Bins without ties hold n / bins rows each")
  func equalMass() throws {
    let predicted = (0..<150).map { (Double($0) + 0.5) / 150 }
    let labels = try #require(ScoredLabels(predicted: predicted, labels: predicted))
    #expect(labels.reliability().map(\.count) == Array(repeating: 10, count: 15))
    let error = try #require(labels.expectedCalibrationError())
    #expect(error < 1e-12)
  }

  @Test("A weight of three is the row written three times")
  func weightsAreCopies() throws {
    var generator = SplitMix64(seed: 9)
    let predicted = (0..<80).map { _ in generator.unit() }
    let labels = (0..<80).map { _ in Double(generator.below(2)) }
    let weights = (0..<80).map { _ in Double(generator.below(4)) }
    let weighted = try #require(
      expectedCalibrationError(predicted: predicted, labels: labels, weights: weights))
    let written = try #require(
      expectedCalibrationError(predicted: expand(predicted, weights), labels: expand(labels, weights)))
    #expect(abs(weighted - written) < 1e-12)
  }

  @Test("Wilson's interval of 8 in 10 is 0.490 to 0.943, and 0 in 10 still has a width")
  func wilson() {
    let eight = wilsonInterval(share: 0.8, count: 10)
    #expect(abs(eight.low - 0.4902) < 1e-4 && abs(eight.high - 0.9433) < 1e-4)
    let none = wilsonInterval(share: 0, count: 10)
    #expect(none.low == 0 && abs(none.high - 0.2775) < 1e-4)
  }
}
