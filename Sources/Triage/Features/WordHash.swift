/// The feature hash: version 1 of a contract that every model file depends on.
///
/// ```
/// word(bytes):  h = seed
///               for each 8-byte little-endian chunk c of the case-folded bytes, zero-padded:
///                 h = fold(h ^ c, k0)
///               return fold(h ^ length, k1)
/// pair(p, c):   fold((p | 1) ^ rotate(c, 23), k2)       rotate to the left
/// feature(h):   the top 32 bits of h
/// fold(a, b):   the two halves of the 128-bit product a·b, exclusive-ored
/// ```
///
/// The folded multiply is wyhash's mixing step (Wang Yi; public domain): two multiplications for a word of up
/// to eight bytes, where a byte-wise chain such as FNV-1a waits one multiplication a byte. The constants are
/// wyhash's default secret: odd, 32 of 64 bits set, any two of them differing in 32.
package enum WordHash {
  static let seed: UInt64 = 0xa076_1d64_78bd_642f
  static let k0: UInt64 = 0xe703_7ed1_a0b4_28db
  static let k1: UInt64 = 0x8ebc_6af0_9c88_c6e3
  static let k2: UInt64 = 0x5899_65cc_7537_4cc3

  /// What lower-cases eight bytes that are all ASCII letters or digits: digits have bit 5 already.
  static var lowerBits: UInt64 { 0x2020_2020_2020_2020 }

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// The hash of one symbol: that of a one-byte word, which no word of letters or digits can have.
  @inline(__always)
  static func symbol(_ byte: UInt8) -> UInt64 {
    fold(fold(seed ^ UInt64(byte), k0) ^ 1, k1)
  }

  /// The hash of two neighbours, from the hashes of each; the first with its lowest bit set already, which the
  /// scanner does to tell "none" from a hash of zero.
  @inline(__always)
  static func pair(_ previous: UInt64, _ current: UInt64) -> UInt64 {
    fold(previous ^ (current << 23 | current >> 41), k2)
  }

  /// The 32 bits that name a feature: the low ones pick the table row, the top eight are its fingerprint.
  @inline(__always)
  static func feature(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// Lower-cases the ASCII letters among eight word bytes; other bytes stay.
  ///
  /// A word byte below 0x80 is a letter exactly when bit 6 is set, and setting bit 5 lower-cases it.
  @inline(__always)
  static func lowercased(_ chunk: UInt64) -> UInt64 {
    let high: UInt64 = 0x8080_8080_8080_8080
    let letters = (chunk << 1) & ~chunk & high  // bit 6 set, bit 7 clear, moved to bit 7
    return chunk | letters >> 2
  }
}
