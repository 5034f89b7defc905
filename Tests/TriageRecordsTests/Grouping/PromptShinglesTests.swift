import TestSupport
import Testing

@testable import TriageRecords

@Suite("A prompt as tokens and shingles")
struct PromptShinglesTests {
  private func identity(_ text: String) -> UInt64 {
    var shingles = PromptShingles()
    shingles.read(text)
    return shingles.identity
  }

  private func count(_ text: String) -> Int {
    var shingles = PromptShingles()
    shingles.read(text)
    return shingles.hashes.count
  }

  @Test(
    "Case, white space and the punctuation of sentences do not matter",
    arguments: [
      ("What is a race condition?", "  what IS\n a race-condition "), ("它是什么？", "它 是 什么"),
      ("“Stop”, he said…", "\"stop\" he said."), ("Löwe – Tiger", "löwe tiger"), ("x\u{00A0}y", "X, y"),
      ("a.b", "a b"), ("", " \n?!"),
    ])
  func same(a: String, b: String) { #expect(identity(a) == identity(b)) }

  @Test(
    "Words, their order, numbers, operators and brackets do",
    arguments: [
      ("a b", "b a"), ("ab", "a b"), ("3.5", "35"), ("3.5", "3 5"), ("1,000", "1 000"), ("3 + 5", "3 * 5"),
      ("-5", "5"),
      ("x < y", "x > y"), ("[ ( { }", "[ { ( }"), ("是他", "他是"), ("a", ""), ("é", "e"), ("10%", "10"),
      ("0", "p"),
    ])
  func different(a: String, b: String) { #expect(identity(a) != identity(b)) }

  @Test("A shingle is three words, six characters without spaces, or a mix of that weight")
  func sizes() {
    #expect(count("one two") == 0)
    #expect(count("one two three") == 1)
    #expect(count("one (two) + three four.") == 2)
    #expect(count("中国市场上") == 0)
    #expect(count("中国市场上的") == 1)
    #expect(count("one 中国 two") == 1)
    #expect(count("a b c a b c a b c") == 3)
  }

  @Test("Shingles are distinct and rising; a long prompt keeps the smallest of them")
  func order() {
    var generator = SeededGenerator(5)
    let words = (0..<3000).map { _ in String(Int.random(in: 0..<100_000, using: &generator)) }
    var (whole, part) = (PromptShingles(), PromptShingles())
    whole.read(words.joined(separator: " "))
    part.read(words.prefix(400).joined(separator: " "))
    #expect(whole.hashes.count == PromptShingles.limit)
    #expect(zip(whole.hashes, whole.hashes.dropFirst()).allSatisfy { $0 < $1 })
    let last = whole.hashes.last ?? 0
    #expect(part.hashes.filter { $0 <= last }.allSatisfy(whole.hashes.contains))
  }

  @Test("Any text at all can be scanned")
  func anyText() {
    var generator = SeededGenerator(8)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<30, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      var shingles = PromptShingles()
      shingles.read(String(decoding: bytes, as: UTF8.self))
      #expect(shingles.hashes.count <= 30)
    }
  }

  @Test("The counter never says less than the truth, and seldom more")
  func counter() {
    var generator = SeededGenerator(13)
    var counter = ShingleCounter()
    var truth: [UInt32: Int] = [:]
    for _ in 0..<4000 {
      // Half of the shingles are shared by some prompts, a few by most.
      let set = Set(
        (0..<60).map { index in
          index < 2
            ? UInt32(index)
            : UInt32.random(in: 0...(index < 30 ? 200_000 : .max), using: &generator) &* 2_654_435_761
        })
      counter.add(set.sorted()[...])
      for shingle in set { truth[shingle, default: 0] += 1 }
    }
    #expect(counter.count(of: 0) == 255)
    let excess = truth.map { counter.count(of: $0.key) - min($0.value, 255) }
    #expect(excess.allSatisfy { $0 >= 0 })
    #expect(Double(excess.count { $0 > 3 }) < 0.04 * Double(truth.count))
    #expect(Double(excess.count { $0 > 8 }) < 0.001 * Double(truth.count))
    #expect(Double(excess.reduce(0, +)) < 1.2 * Double(truth.count))
  }
}
