#if canImport(CommonCrypto)
  import CommonCrypto
#else
  import CMessageDigest
#endif

/// SHA-256 of a stream (FIPS 180-4), by libmd or, on Apple's systems, CommonCrypto.
struct ContentDigest {
  #if canImport(CommonCrypto)
    private var context = CC_SHA256_CTX()

    init() { CC_SHA256_Init(&context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      CC_SHA256_Update(&context, bytes.baseAddress, CC_LONG(bytes.count))
    }

    private mutating func finish(into digest: inout [UInt8]) { CC_SHA256_Final(&digest, &context) }
  #else
    private var context = SHA2_CTX()

    init() { SHA256Init(&context) }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
      SHA256Update(&context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    private mutating func finish(into digest: inout [UInt8]) { SHA256Final(&digest, &context) }
  #endif

  /// The digest so far: 32 bytes.
  func bytes() -> [UInt8] {
    var copy = self
    var digest = [UInt8](repeating: 0, count: 32)
    copy.finish(into: &digest)
    return digest
  }

  /// The digest so far, as 64 lower-case hexadecimal digits.
  func hexadecimal() -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// The SHA-256 of these bytes: 32 bytes.
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = ContentDigest()
  bytes.withUnsafeBytes { digest.update($0) }
  return digest.bytes()
}
