import TestSupport
import Testing

@testable import Triage

@Suite("The quality of the feature hash")
struct HashQualityTests {
  /// A million distinct words and the pairs of neighbours among them, each scanned alone.
  private static func features(_ count: Int) -> (words: [UInt32], pairs: [UInt32]) {
    var words: [UInt32] = []
    var pairs: [UInt32] = []
    for index in 0..<count {
      // Distinct by number and looking like words: syllables of the number's digits.
      let text = "\(spell(index)) \(spell(index &* 7 &+ 3))"
      let features = RecordingSink.scan(Array(text.utf8)).features
      guard features.count == 3 else { continue }
      words.append(features[0].feature)
      pairs.append(features[2].feature)
    }
    return (words, pairs)
  }

  private static func spell(_ number: Int) -> String {
    let syllables = ["ba", "re", "ti", "lo", "mu", "sa", "ne", "ki"]
    var text = ""
    var rest = number
    repeat {
      text += syllables[rest % 8]
      rest /= 8
    } while rest > 0
    return text
  }

  private static func collisions(_ values: [UInt32]) -> Int { values.count - Set(values).count }

  @Test("A million words and a million pairs collide about as often as chance says")
  func birthday() {
    let (words, pairs) = Self.features(Scale.rounds(1_000_000))
    for values in [words, pairs] {
      // n² / 2³³ colliding pairs, Poisson: 116 ± 11 for a million.
      let n = Double(values.count)
      let expected = n * n / 8_589_934_592
      #expect(abs(Double(Self.collisions(values)) - expected) < 6 * expected.squareRoot() + 3)
    }
  }

  @Test("Every ordered pair of a thousand words has its own number, about as often as chance says")
  func combinations() {
    let count = Scale.rounds(1000)
    let words = (0..<count).map { HashOracle.word(Array(Self.spell($0).utf8)) }
    var pairs: [UInt32] = []
    for first in words {
      for second in words { pairs.append(WordHash.feature(WordHash.pair(WordHash.spread(first), second))) }
    }
    let n = Double(pairs.count)
    let expected = n * n / 8_589_934_592
    #expect(abs(Double(Self.collisions(pairs)) - expected) < 6 * expected.squareRoot() + 3)
    for slice in [{ $0 & 0x3FF }, { $0 >> 22 }] as [(UInt32) -> UInt32] {
      #expect(abs(Self.chiSquare(pairs, slice) - 1023) < 6 * 45)
    }
  }

  @Test("Table rows and fingerprints are filled evenly")
  func spread() {
    let (words, pairs) = Self.features(Scale.rounds(400_000))
    for values in [words, pairs] {
      for slice in [{ $0 & 0x3FF }, { $0 >> 22 }] as [(UInt32) -> UInt32] {
        // 1023 degrees of freedom: mean 1023, deviation 45.
        #expect(abs(Self.chiSquare(values, slice) - 1023) < 6 * 45)
      }
    }
  }

  /// Of 1,024 cells against an even filling.
  private static func chiSquare(_ values: [UInt32], _ slice: (UInt32) -> UInt32) -> Double {
    var counts = [Int](repeating: 0, count: 1024)
    for value in values { counts[Int(slice(value))] += 1 }
    let expected = Double(values.count) / 1024
    return counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
  }

  @Test(
    "Each flipped bit of a word flips each bit of its feature about half of the time",
    arguments: [3, 8, 12, 16, 24, 37])
  func wordAvalanche(count: Int) {
    // As bytes that are all letters or digits; a flip makes another word of as many bytes, whatever the byte.
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var generator = SeededGenerator(11)
    Self.expectAvalanche(bits: 8 * count) {
      (0..<48).map { $0 < count ? alphabet[generator.below(alphabet.count)] : UInt8(generator.below(256)) }
    } feature: { word, bit in
      var word = word
      if let bit { word[bit / 8] ^= 1 << UInt8(bit % 8) }
      return word.withUnsafeBufferPointer { WordHash.feature(WordHash.spread(Self.word($0, count))) }
    }
  }

  @Test("Each flipped bit of either word flips each bit of their pair's feature about half of the time")
  func pairAvalanche() {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    var generator = SeededGenerator(13)
    // Two words of six bytes, each in sixteen of its own.
    Self.expectAvalanche(bits: 2 * 48) {
      (0..<32).map { _ in alphabet[generator.below(alphabet.count)] }
    } feature: { words, bit in
      var words = words
      if let bit { words[bit / 48 * 16 + bit % 48 / 8] ^= 1 << UInt8(bit % 8) }
      let hashes = words.withUnsafeBufferPointer { words in
        [0, 16].map { Self.word(UnsafeBufferPointer(rebasing: words[$0...]), 6) }
      }
      return WordHash.feature(WordHash.pair(WordHash.spread(hashes[0]), hashes[1]))
    }
  }

  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> UInt64 {
    guard let base = bytes.baseAddress else { return 0 }
    return WordHash.word(at: base, count: count, masks: ScanTables.shared.masks)
  }

  private static func expectAvalanche<Key>(
    bits: Int, key: () -> Key, feature: (Key, Int?) -> UInt32
  ) {
    let rounds = Scale.rounds(20_000)
    var flips = [[Int]](repeating: [Int](repeating: 0, count: 32), count: bits)
    for _ in 0..<rounds {
      let key = key()
      let base = feature(key, nil)
      for bit in 0..<bits {
        let change = base ^ feature(key, bit)
        for out in 0..<32 { flips[bit][out] += Int(change >> UInt32(out) & 1) }
      }
    }
    let shares = flips.flatMap { $0.map { Double($0) / Double(rounds) } }
    let mean = shares.reduce(0, +) / Double(shares.count)
    let worst = shares.map { abs($0 - 0.5) }.max() ?? 1
    #expect(abs(mean - 0.5) < 0.01)
    // Of thousands of shares the furthest lies some four deviations out by chance alone.
    #expect(worst < 0.02 + 4.5 * 0.5 / Double(rounds).squareRoot())
  }
}
