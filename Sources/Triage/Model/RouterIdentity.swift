/// The SHA-256 by which a decision names the router that made it.
public struct RouterIdentity: Sendable, Hashable, CustomStringConvertible {
  private let words: SIMD4<UInt64>

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    var words = SIMD4<UInt64>()
    for index in 0..<4 {
      words[index] = unsafe bytes.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self).bigEndian
    }
    self.words = words
  }

  /// 64 lower-case hexadecimal digits.
  public var hexadecimal: String {
    // Read for every line of a log.
    unsafe String(unsafeUninitializedCapacity: 64) { text in
      for digit in 0..<64 {
        let nibble = UInt8(truncatingIfNeeded: words[digit / 16] >> UInt64(60 - digit % 16 * 4)) & 15
        unsafe text[digit] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
      }
      return 64
    }
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:" + hexadecimal }
}
