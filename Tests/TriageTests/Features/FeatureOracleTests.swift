import CVectors
import TestSupport
import Testing

@testable import Triage

@Suite("The feature pass against its plain description")
struct FeatureOracleTests {
  private func compare(_ prompt: [UInt8], _ window: PromptWindow = .standard) -> Bool {
    let expected = FeatureOracle(prompt, window: window)
    let actual = RecordingSink.scan(prompt, window: window)
    return actual.features == expected.features && expected.agrees(with: actual.counts)
  }

  @Test("Short prompts of every kind give the same features, places and counts", arguments: 1...8)
  func short(seed: UInt64) {
    var maker = PromptMaker(seed: seed)
    for round in 0..<Scale.rounds(15_000) {
      let prompt = maker.next()
      guard !compare(prompt) else { continue }
      Issue.record("seed \(seed), round \(round): \(prompt)")
      return
    }
  }

  /// Words of up to 200 bytes, so that they start, end and go on at every place of a block of 64, and now and then a
  /// code point beyond ASCII, which makes the walk change its pace.
  @Test("Prompts of several blocks give the same, however words and blocks lie", arguments: 1...4)
  func blocks(seed: UInt64) {
    var maker = PromptMaker(seed: 1000 + seed)
    let breaks = [" ", " ", ", ", "\n", "é", "’", "量", "_", "\u{80}", "  "].map { Array($0.utf8) }
    for round in 0..<Scale.rounds(8_000) {
      var prompt: [UInt8] = []
      let length = maker.generator.below(400)
      let rare = 4 + maker.generator.below(60)
      while prompt.count < length {
        let longest = [3, 8, 9, 17, 64, 65, 128, 200][maker.generator.below(8)]
        for _ in 0..<1 + maker.generator.below(longest) {
          prompt.append(Array("abzABZ019".utf8)[maker.generator.below(9)])
        }
        prompt += breaks[maker.generator.below(rare) < 4 ? maker.generator.below(breaks.count) : 0]
      }
      guard !compare(prompt) else { continue }
      Issue.record("seed \(seed), round \(round): \(prompt)")
      return
    }
  }

  @Test("Runs with a token for nearly every byte give the same, whatever ends them")
  func dense() {
    var maker = PromptMaker(seed: 77)
    for length in 400...600 {
      for end in ["", "a", " ", "é", "量"] {
        var prompt = (0..<length).map { _ in Array("!?.+a1 ".utf8)[maker.generator.below(7)] }
        if length % 3 == 0 { prompt = prompt.map { _ in UInt8(ascii: "!") } }
        prompt += end.utf8
        guard !compare(prompt) else { continue }
        Issue.record("\(length) bytes: \(prompt)")
        return
      }
    }
  }

  /// A batch has 124 tokens, and a run 504 bytes.
  @Test("Words of more than sixteen bytes give the same wherever batches, runs and stretches end")
  func longWords() {
    func word(_ count: Int, _ letter: Character = "w") -> String { String(repeating: letter, count: count) }
    for before in [0, 1] + Array(100...130) {
      for lengths in [[16], [17], [33, 17], [17, 3, 64], [20, 21, 22], [16, 17, 16]] {
        for letter: Character in ["a", "."] {
          // With letters between spaces a run ends first, with marks a batch.
          let short = letter == "." ? word(before, letter) : (0..<before).map { _ in "ab " }.joined()
          let long = lengths.enumerated().map { word($1, Character(UnicodeScalar(UInt8(0x61 + $0)))) }
          let prompt = Array((short + long.joined(separator: " ") + " end of it").utf8)
          // The tail's first token is the last of the long words.
          let window = PromptWindow(head: max(1, prompt.count - 40), tail: 10 + (lengths.last ?? 0))
          guard compare(prompt), compare(prompt, window) else {
            Issue.record("\(before) tokens, then \(lengths)")
            return
          }
        }
      }
    }
  }

  @Test("This processor's own way was held against the others'", .enabled(if: cvectors_is_wide() != 0))
  func wide() {
    // RecordingSink compares the two on each prompt of this suite, which says nothing where they are the same.
    #expect(ScanTables.shared.readsWide && !ScanTables.portable.readsWide)
    let prompt = Array(PromptMaker.texts.joined(separator: "\n").utf8)
    let features = [FeatureScanner.make(), .makePortable()].map { scanner in
      var sink = RecordingSink()
      _ = prompt.withUnsafeBufferPointer { scanner.scan($0, window: .standard, into: &sink) }
      return sink.features
    }
    #expect(features[0] == features[1] && features[0].count > 300)
  }

  @Test("Windows of any size keep the same head and tail")
  func windows() {
    var maker = PromptMaker(seed: 99)
    for round in 0..<Scale.rounds(40_000) {
      let window = PromptWindow(head: 1 + maker.generator.below(20), tail: maker.generator.below(20))
      let prompt = maker.next(limit: 60)
      guard !compare(prompt, window) else { continue }
      Issue.record("round \(round), \(window): \(prompt)")
      return
    }
  }

  @Test("Prompts of 15 to 40 KB, cut to the standard window or not, give the same")
  func long() {
    var maker = PromptMaker(seed: 7)
    for round in 0..<Scale.rounds(60) {
      let length = 15_000 + maker.generator.below(25_000)
      let prompt: [UInt8]
      switch round % 5 {
      case 0: prompt = maker.noise(length)
      case 1: prompt = maker.scalars(length)
      case 2: prompt = maker.ascii(length)
      case 3: prompt = maker.damaged(maker.text(length))
      default: prompt = maker.leads(length)
      }
      guard !compare(prompt) else { continue }
      Issue.record("round \(round), \(prompt.count) bytes")
      return
    }
  }

  @Test("Every pair of bytes, alone and between letters, gives the same")
  func pairs() {
    for first in 0..<256 {
      for second in stride(from: 0, to: 256, by: Scale.divisor == 1 ? 1 : 7) {
        let pair = [UInt8(first), UInt8(second)]
        #expect(compare(pair) && compare([0x61] + pair + [0x80, 0x62]))
      }
    }
  }

  @Test("Every code point gives the same, whole and without its last byte")
  func codePoints() {
    for value in stride(from: UInt32(0), to: 0x11_0000, by: Scale.divisor == 1 ? 3 : 199) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array(String(Character(scalar)).utf8)
      guard compare([0x41] + bytes + [0x42]), compare(bytes.dropLast() + [0x42]) else {
        Issue.record("U+\(String(value, radix: 16))")
        return
      }
    }
  }

  @Test("An empty prompt has no features")
  func empty() {
    #expect(compare([]))
    #expect(RecordingSink.scan([]).counts == ShapeCounts())
  }
}
