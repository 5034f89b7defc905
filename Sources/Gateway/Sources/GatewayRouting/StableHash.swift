/// A hash of texts that is the same in every process, which `Hasher` is not: FNV-1a, 64 bits (Fowler, Noll and Vo). Not for
/// secrets, nor against somebody who looks for two texts of one hash.
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Adds a text and its end. About a nanosecond a byte.
  mutating func combine(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // No byte of UTF-8: "ab" and "c" are not "a" and "bc".
    add(0xFF)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }
}
