/// The feature hash: version 3 of a contract that every model file depends on.
///
/// ```
/// word(bytes):    n = how many there are, case-folded
///                 a = the first 8 of them, little-endian, zeros above where there are fewer
///                 b = the next 8 of them likewise
///                 where n > 16:  a = a + n
///                                for each 8 of bytes 8 up to n - 8, while there are such:  a = fold(a ^ k0, those ^ k1)
///                                b = the last 8
///                 return fold(a, b ^ k1)
/// spread(h):      h · k2
/// pair(p, c):     (spread(p) + c) · k3
/// feature:        the top 32 bits, of spread(word) or of the pair
/// fold(a, b):     the two halves of the 128-bit product a·b, exclusive-ored
/// ```
///
/// The folded multiply is wyhash's mixing step (Wang Yi; public domain): one long multiplication and one short for any word
/// of up to sixteen bytes, where a byte-wise chain such as FNV-1a waits one multiplication a byte. No length is needed there,
/// because no word has a byte of zero. The folded product alone spreads the upper bits of a short word badly (the
/// tests' measure of avalanche); the second multiplication mends that, and a pair starts from it, so that who came first
/// tells. The constants are wyhash's default secret: odd, 32 of 64 bits set, any two of them differing in 32.
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

  /// The hash of a word from its parts, each as the specification has it.
  @inline(__always)
  static func word(_ first: UInt64, _ last: UInt64) -> UInt64 { fold(first, last ^ k1) }

  /// The hash of one symbol: that of a one-byte word, which no word of letters or digits can have.
  @inline(__always)
  static func symbol(_ byte: UInt8) -> UInt64 { word(UInt64(byte), 0) }

  /// What a word's feature is the top of, and what the pair with the next word starts from.
  @inline(__always)
  static func spread(_ word: UInt64) -> UInt64 { word &* k2 }

  /// What a pair's feature is the top of.
  ///
  /// - Parameter previous: the first word, spread.
  @inline(__always)
  static func pair(_ previous: UInt64, _ current: UInt64) -> UInt64 { (previous &+ current) &* k3 }

  /// The 32 bits that name a feature: the low ones pick the table row, the top eight are its fingerprint.
  @inline(__always)
  static func feature(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash &>> 32)
  }

  /// The most bytes of a word that is hashed without a loop.
  static let longestShort = 16

  /// The hash of the word of `count` bytes at `bytes`, which are in lower case.
  ///
  /// - Parameter masks: ``ScanTables/masks``.
  /// - Precondition: sixteen bytes can be read from `bytes`, and all of the word's.
  @inline(__always)
  static func word(at bytes: UnsafePointer<UInt8>, count: Int, masks: UnsafePointer<SIMD2<UInt64>>) -> UInt64
  {
    guard count <= longestShort else { return unsafe long(bytes, count) }
    return unsafe short(eight(bytes), eight(bytes + 8), masks[count &- 1])
  }

  /// The hash of a word of up to ``longestShort`` bytes, from that many bytes.
  ///
  /// - Parameter mask: all ones where they are the word's.
  @inline(__always)
  static func short(_ first: UInt64, _ second: UInt64, _ mask: SIMD2<UInt64>) -> UInt64 {
    word(first & mask[0], second & mask[1])
  }

  @inline(never)
  private static func long(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var hash = unsafe longFirst(eight(bytes), count)
    var done = 8
    while done < count - 8 {
      hash = unsafe longNext(hash, eight(bytes + done))
      done += 8
    }
    return unsafe word(hash, eight(bytes + count - 8))
  }

  /// What the chunks of a long word are folded into, from its first eight bytes.
  @inline(__always)
  static func longFirst(_ first: UInt64, _ count: Int) -> UInt64 {
    first &+ UInt64(truncatingIfNeeded: count)
  }

  /// The next eight bytes folded in.
  @inline(__always)
  static func longNext(_ hash: UInt64, _ next: UInt64) -> UInt64 { fold(hash ^ k0, next ^ k1) }

  /// Eight bytes as a number, the first the lowest.
  @inline(__always)
  static func eight(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
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
