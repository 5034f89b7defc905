import CDigest
import TestSupport
import Testing

@testable import TriageRecords

@Suite("SHA-256")
struct ContentDigestTests {
  private func digest(_ bytes: [UInt8], cuts: [Int], usesInstructions: Bool) -> String {
    var digest = ContentDigest(usesInstructions: usesInstructions)
    var start = 0
    for cut in cuts + [bytes.count] {
      bytes[start..<cut].withUnsafeBytes { digest.update($0) }
      start = cut
    }
    return digest.hexadecimal()
  }

  @Test("The standard's examples")
  func examples() {
    for usesInstructions in ways {
      #expect(
        digest(Array("abc".utf8), cuts: [], usesInstructions: usesInstructions)
          == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
      #expect(
        digest([], cuts: [], usesInstructions: usesInstructions)
          == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
  }

  @Test("The processor's instructions and the library agree, however the bytes are cut")
  func agree() {
    var generator = SeededGenerator(71)
    for _ in 0..<300 {
      let count = Int.random(in: 0...400, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let cuts = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        Int.random(in: 0...count, using: &generator)
      }.sorted()
      let expected = digest(bytes, cuts: [], usesInstructions: false)
      for usesInstructions in ways {
        #expect(digest(bytes, cuts: cuts, usesInstructions: usesInstructions) == expected)
      }
    }
  }

  private var ways: [Bool] { triage_sha256_is_supported() != 0 ? [true, false] : [false] }
}
