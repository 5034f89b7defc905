/// The feature hash: version 2 of a contract that every model file depends on.
///
/// ```
/// word(bytes):  n = how many there are, case-folded
///               a = the first 8 of them, little-endian; where there are fewer, moved up to the top
///               for each 8 of bytes 8 up to n - 8, while there are such:  a = fold(a ^ k0, those ^ k1)
///               b = the last 8 bytes where n > 8, else 0
///               return finish(fold(a ^ k0, b ^ (k1 + n)), k2)
/// pair(p, c):   (rotate(p, 23) + c) · k3                 rotate to the left; both are spread already
/// feature(h):   the top 32 bits of h
/// fold(a, b):   the two halves of the 128-bit product a·b, exclusive-ored
/// finish(h, k): (h ^ h >> 32) · k
/// ```
///
/// The folded multiply is wyhash's mixing step (Wang Yi; public domain), the finish half of MurmurHash3's: one long
/// multiplication and one short for any word of up to sixteen bytes, where a byte-wise chain such as FNV-1a waits one
/// multiplication a byte. The folded product alone spreads the upper bits of a short word badly (the tests' measure of
/// avalanche); the finish mends that. The constants are wyhash's default secret: odd, 32 of 64 bits set, any two of them
/// differing in 32.
package enum WordHash {
  static let k0: UInt64 = 0xa076_1d64_78bd_642f
  static let k1: UInt64 = 0xe703_7ed1_a0b4_28db
  static let k2: UInt64 = 0x8ebc_6af0_9c88_c6e3
  static let k3: UInt64 = 0x5899_65cc_7537_4cc3

  @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  static func finish(_ hash: UInt64, _ constant: UInt64) -> UInt64 { (hash ^ (hash &>> 32)) &* constant }

  /// The hash of a word from its parts, each as the specification has it.
  @inline(__always)
  static func word(_ first: UInt64, _ last: UInt64, count: Int) -> UInt64 {
    finish(fold(first ^ k0, last ^ (k1 &+ UInt64(truncatingIfNeeded: count))), k2)
  }

  /// The hash of one symbol: that of a one-byte word, which no word of letters or digits can have.
  @inline(__always)
  static func symbol(_ byte: UInt8) -> UInt64 { word(UInt64(byte) &<< 56, 0, count: 1) }

  /// The hash of two neighbours, from the hashes of each.
  @inline(__always)
  static func pair(_ previous: UInt64, _ current: UInt64) -> UInt64 {
    ((previous &<< 23 | previous &>> 41) &+ current) &* k3
  }

  /// The 32 bits that name a feature: the low ones pick the table row, the top eight are its fingerprint.
  @inline(__always)
  static func feature(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash &>> 32)
  }

  /// The hash of the word of `count` bytes at `bytes`, which are in lower case.
  ///
  /// - Precondition: eight bytes can be read from any place from `bytes - 8` up to its last byte.
  @inline(__always)
  static func word(at bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    let end = unsafe eight(bytes + count - 8)
    var first = unsafe eight(bytes) &<< UInt64(truncatingIfNeeded: max(0, 64 &- 8 &* count))
    if count > 16 { first = unsafe middle(of: bytes, count: count, first) }
    // All ones where there are more than eight bytes.
    let isLong = UInt64(bitPattern: Int64(truncatingIfNeeded: (8 &- count) &>> 63))
    return word(first, end & isLong, count: count)
  }

  @inline(never)
  private static func middle(of bytes: UnsafePointer<UInt8>, count: Int, _ first: UInt64) -> UInt64 {
    var hash = first
    var done = 8
    while done < count - 8 {
      hash = unsafe fold(hash ^ k0, eight(bytes + done) ^ k1)
      done += 8
    }
    return hash
  }

  @inline(__always)
  private static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
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
