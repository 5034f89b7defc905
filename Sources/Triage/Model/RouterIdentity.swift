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
    (0..<4).map { word in
      let digits = String(words[word], radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// `sha256:` and the digits.
  public var description: String { "sha256:" + hexadecimal }
}
