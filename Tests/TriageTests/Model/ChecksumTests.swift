import Testing

@testable import Triage

@Suite("XXH64")
struct ChecksumTests {
  /// From the reference implementation, `xxhsum -H1` and the sanity buffers of its own tests.
  static let known: [(String, UInt64)] = [
    ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
    ("message digest", 0x066E_D728_FCEE_B3BE),
    ("abcdefghijklmnopqrstuvwxyz", 0xCFE1_F278_FA89_835C),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 0xAAA4_6907_D304_7814),
    (
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890",
      0xE04A_477F_19EE_145D
    ),
  ]

  @Test("Published values come out", arguments: known)
  func published(text: String, sum: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes { Checksum.xxh64($0, seed: 0) } == sum)
  }

  @Test("Seed, length and every byte matter", arguments: [1, 7, 8, 31, 32, 33, 100])
  func sensitivity(length: Int) {
    let bytes = (0..<length).map { UInt8($0) }
    let sums =
      [bytes, bytes + [0]]
      + bytes.indices.map { index in
        var changed = bytes
        changed[index] ^= 0x10
        return changed
      }
    let values = sums.map { $0.withUnsafeBytes { Checksum.xxh64($0, seed: 9) } }
    #expect(Set(values).count == values.count)
    #expect(bytes.withUnsafeBytes { Checksum.xxh64($0, seed: 10) } != values[0])
  }
}
