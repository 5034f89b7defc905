import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A page of memory between two that nobody may touch.
private final class GuardedPage {
  let size = Int(getpagesize())
  private let memory: UnsafeMutableRawPointer

  init?() {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    guard let memory = mmap(nil, 3 * size, PROT_NONE, flags, -1, 0), memory != MAP_FAILED else { return nil }
    guard mprotect(memory + size, size, PROT_READ | PROT_WRITE) == 0 else { return nil }
    self.memory = memory
  }

  deinit { munmap(memory, 3 * size) }

  /// The bytes, flush with the page's first byte or with its last.
  func place(_ bytes: [UInt8], atEnd: Bool) -> UnsafeBufferPointer<UInt8> {
    let start = memory + size + (atEnd ? size - bytes.count : 0)
    start.copyMemory(from: bytes, byteCount: bytes.count)
    return UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: bytes.count)
  }
}

@Suite("What the feature pass reads")
struct ReachTests {
  @Test(
    "Prompts of every length to 1,100 bytes are read to their last byte and no further", arguments: [0, 1, 2])
  func lengths(kind: Int) throws {
    let page = try #require(GuardedPage())
    var generator = SeededGenerator(UInt64(kind + 1))
    let letters = Array("abcXYZ059".utf8)
    let others = Array(" \n,.(".utf8)
    for length in 1...1_100 {
      var prompt: [UInt8] = (0..<length).map { _ in
        generator.below(5) == 0
          ? others[generator.below(others.count)] : letters[generator.below(letters.count)]
      }
      // Beyond ASCII at one place, or at both ends.
      if kind > 0 { prompt[generator.below(length)] = 0xE9 }
      if kind == 2 { (prompt[0], prompt[length - 1]) = (0xC3, 0xE4) }
      let expected = FeatureOracle(prompt)
      for atEnd in [false, true] {
        let actual = RecordingSink.scan(page.place(prompt, atEnd: atEnd))
        guard actual.features == expected.features, expected.agrees(with: actual.counts) else {
          Issue.record("\(length) bytes: \(prompt)")
          return
        }
      }
    }
  }

  @Test("Code points of every kind, whole and broken, at every place of blocks and where runs end")
  func codePoints() {
    let points = ["é", "’", "量", "。", "ก", "😀", "ß", "—"].map { Array($0.utf8) }
    let broken: [[UInt8]] = [
      [0xC3], [0xE4, 0xB8], [0xF0, 0x9F, 0x98], [0x80], [0xFF], [0xE2, 0x80], [0xF0, 0x9F],
    ]
    for point in points + broken {
      for place in Array(0...140) + Array(490...520) {
        for (before, after) in [("a", "b"), ("a", " "), (" ", "b"), (".", "é"), ("量", "量"), ("é", ".")] {
          var prompt = [UInt8](repeating: UInt8(ascii: "x"), count: place)
          // Words of seven letters, so that a run finds where to end.
          for space in stride(from: 7, to: place, by: 8) { prompt[space] = UInt8(ascii: " ") }
          prompt += before.utf8 + point + after.utf8 + "cd 12".utf8
          let (expected, actual) = (FeatureOracle(prompt), RecordingSink.scan(prompt))
          guard actual.features == expected.features, expected.agrees(with: actual.counts) else {
            Issue.record("\(point) at \(place), \(before) before and \(after) behind")
            return
          }
        }
      }
    }
  }

  @Test("A word's hash is of its own bytes, whatever stands behind it")
  func tail() {
    var generator = SeededGenerator(5)
    for count in [Int](1...17) + [24, 25, 32, 33, 64] {
      for _ in 0..<200 {
        let word = (0..<count).map { _ in UInt8(0x61 + generator.below(26)) }
        let hashes = (0..<2).map { _ in
          (word + (0..<16).map { _ in UInt8(generator.below(256)) }).withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { WordHash.word(at: $0, count: count, masks: ScanTables.shared.masks) }
          }
        }
        #expect(hashes[0] == hashes[1] && hashes[0] == HashOracle.word(word))
      }
    }
  }

  @Test("A feature whose tag is zero counts only where another has taken its cell")
  func zeroTag() throws {
    // Of 14,000 numbered words the first with such a feature, and the first before it in the same cell.
    let words = (0..<14_000).map { "w\($0)" }
    let features = words.map { HashOracle.feature(HashOracle.spread(HashOracle.word(Array($0.utf8)))) }
    let zero = try #require(features.firstIndex { $0 % 65_536 == 0 })
    let other = try #require(features.firstIndex { $0 / 2_097_152 == features[zero] / 2_097_152 })
    try #require(other != zero)
    #expect(RecordingSink.scan(Array(words[zero].utf8)).features.isEmpty)
    let both = RecordingSink.scan(Array("\(words[other]) \(words[zero])".utf8)).features.map(\.feature)
    #expect(both.prefix(2) == [features[other], features[zero]] && both.count == 3)
    let contents = ModelContents.random(ModelShape(), seed: 1, prompts: [])
    let router = try Router(copying: contents.file(.int8, manifest: []))
    #expect(router.decide(words[zero]).evidence == 0)
    #expect(router.explain(words[zero]).decision.evidence == 0)
  }
}
