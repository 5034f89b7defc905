import TestSupport
import Testing

@testable import Triage

@Suite("Damaged model files")
struct DamageTests {
  private let file = SmallModel.file()

  @Test("A file cut short anywhere is refused as truncated")
  func truncation() {
    for length in 0..<file.count {
      guard case .truncated(let found, let expected)? = SmallModel.refusal(Array(file[..<length])),
        found == length, expected > length
      else {
        Issue.record("the first \(length) bytes")
        return
      }
    }
    #expect(SmallModel.refusal(file) == nil)
  }

  @Test("A file with bytes behind its end is refused")
  func longer() { #expect(SmallModel.refusal(file + [0]) != nil) }

  @Test("Every flipped bit of the header and the table of sections is refused")
  func headerFlips() {
    for bit in 0..<(72 + 24 * 10) * 8 {
      var damaged = file
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let expected: [ModelError?] =
        switch bit / 8 {
        case 0..<8: [.notAModel]
        case 8..<10: [.unsupportedVersion(found: 1 ^ (1 << (bit - 64)), supported: 1)]
        case 12..<16: [.wrongByteOrder]
        default: [.checksumMismatch]
        }
      let refusal = SmallModel.refusal(damaged)
      if (16..<24).contains(bit / 8) {
        guard case .truncated? = refusal else {
          Issue.record("bit \(bit): \(String(describing: refusal))")
          return
        }
      } else {
        #expect(expected.contains(refusal), "bit \(bit)")
      }
    }
  }

  @Test("Thousands of flipped bits anywhere else are refused by the checksum")
  func flips() {
    var generator = SeededGenerator(41)
    for _ in 0..<Scale.rounds(5000) {
      var damaged = file
      for _ in 0..<1 + generator.below(3) {
        let bit = generator.below((file.count - 312) * 8)
        damaged[312 + bit / 8] ^= 1 << UInt8(bit % 8)
      }
      guard damaged != file else { continue }
      #expect(SmallModel.refusal(damaged) == .checksumMismatch)
    }
  }

  @Test("Two blocks of a file exchanged are refused")
  func exchanged() {
    var damaged = file
    for index in 0..<32 { damaged.swapAt(320 + index, 320 + 32 + index) }
    #expect(damaged == file || SmallModel.refusal(damaged) == .checksumMismatch)
  }

  @Test("Other kinds of file are refused")
  func foreign() {
    for text in ["", "{}", "PK\u{3}\u{4}", String(repeating: "a", count: 1000)] {
      #expect(SmallModel.refusal(Array(text.utf8)) != nil)
    }
    #expect(SmallModel.refusal([UInt8](repeating: 0, count: 100)) == .notAModel)
  }

  @Test("Errors say what was found and what was expected")
  func messages() {
    #expect("\(ModelError.truncated(length: 3, expected: 72))".contains("72"))
    #expect("\(ModelError.truncated(length: 0, expected: 72))".contains("is empty"))
    #expect("\(ModelError.unsupportedVersion(found: 2, supported: 1))".contains("2, expected 1"))
    #expect("\(ModelError.invalidSection("POLI", reason: "tiers is 0"))" == "section POLI: tiers is 0")
    let errors: [ModelError] = [.notAModel, .wrongByteOrder, .checksumMismatch, .missingSection("ROWS")]
    #expect(Set(errors.map(\.description)).count == 4)
  }
}
