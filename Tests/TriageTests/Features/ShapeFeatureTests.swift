import Testing

@testable import Triage

@Suite("Shape features")
struct ShapeFeatureTests {
  @Test("A small program has the shape that one counts by hand")
  func byHand() {
    let counts = RecordingSink.scan(Array("Is 2+2 (really) 4?\nÉ 世!".utf8)).counts
    #expect(counts.totalBytes == 26 && counts.bytes == 26)
    #expect(counts.words == 7)  // Is 2 2 really 4 É 世
    #expect(counts.wordBytes == 2 + 1 + 1 + 6 + 1 + 2 + 3)
    #expect(counts.digits == 3 && counts.uppercase == 1)
    #expect(counts.operators == 1 && counts.brackets == 2 && counts.punctuation == 1 && counts.questions == 1)
    #expect(counts.highBytes == 5 && counts.ideographs == 1 && counts.newlines == 1)
    #expect(ShapeFeatures.raw(3, of: counts) == 16.0 / 7)
    #expect(ShapeFeatures.raw(7, of: counts) == 2.0 / 26)
    #expect(ShapeFeatures.raw(11, of: counts) == 1.0 / 7)
  }

  @Test("The largest window full of one symbol does not overflow its count")
  func lanes() {
    let limit = ModelFormat.maximumWindow
    let window = PromptWindow(head: limit / 2, tail: limit / 2)
    for (symbol, read) in [
      ("+", \ShapeCounts.operators), ("(", \.brackets), (".", \.punctuation), ("?", \.questions),
    ] {
      let counts = RecordingSink.scan(Array(String(repeating: symbol, count: limit + 9).utf8), window: window)
        .counts
      #expect(counts[keyPath: read] == limit)
      #expect(counts.operators + counts.brackets + counts.punctuation + counts.questions == limit)
    }
  }

  @Test("Standardised values stay within three deviations, whatever the model says")
  func clamp() {
    #expect(ShapeFeatures.standardised(10, mean: 4, inverseDeviation: 0.25) == 1.5)
    for extreme: Float in [-.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0, 1] {
      for inverse: Float in [-.greatestFiniteMagnitude, .greatestFiniteMagnitude, 0, 1] {
        let value = ShapeFeatures.standardised(17, mean: extreme, inverseDeviation: inverse)
        #expect(abs(value) <= 3)
      }
    }
  }

  @Test("There is a name for each")
  func names() { #expect(ShapeFeatures.names.count == ShapeFeatures.count) }
}
