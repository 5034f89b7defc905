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
