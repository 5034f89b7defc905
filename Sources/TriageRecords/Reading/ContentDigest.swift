import CDigest

#if canImport(CommonCrypto)
  import CommonCrypto
#else
  import CMessageDigest
#endif

/// SHA-256 of a stream (FIPS 180-4): by the processor's instructions where it has them (some 0.6 ns a byte), else by
/// libmd (5 ns) or, on Apple's systems, CommonCrypto.
struct ContentDigest {
  private enum Way {
    case instructions(BlockDigest)
    case library(LibraryDigest)
  }

  private var way: Way

  init() { self.init(usesInstructions: triage_sha256_is_supported() != 0) }

  /// - Parameter usesInstructions: only where the processor has them.
  init(usesInstructions: Bool) {
    way = usesInstructions ? .instructions(BlockDigest()) : .library(LibraryDigest())
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    switch way {
    case .instructions(var digest):
      digest.update(bytes)
      way = .instructions(digest)
    case .library(var digest):
      digest.update(bytes)
      way = .library(digest)
    }
  }

  /// The digest so far: 32 bytes.
  func bytes() -> [UInt8] {
    switch way {
    case .instructions(let digest): digest.bytes()
    case .library(let digest): digest.bytes()
    }
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

/// Whole blocks to the processor, what is left over kept for the next update.
private struct BlockDigest {
  private var state: [UInt32] = [
    0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
  ]
  /// Fewer than 64 bytes.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count &+= UInt64(bytes.count)
    var bytes = bytes[...]
    if !rest.isEmpty {
      let missing = min(64 - rest.count, bytes.count)
      rest.append(contentsOf: bytes.prefix(missing))
      bytes = bytes.dropFirst(missing)
      guard rest.count == 64 else { return }
      triage_sha256_blocks(&state, rest, 1)
      rest.removeAll(keepingCapacity: true)
    }
    let blocks = bytes.count / 64
    let whole = UnsafeRawBufferPointer(rebasing: bytes.prefix(blocks * 64))
    if let base = whole.baseAddress, blocks > 0 {
      triage_sha256_blocks(&state, base.assumingMemoryBound(to: UInt8.self), blocks)
    }
    rest.append(contentsOf: bytes.dropFirst(blocks * 64))
  }

  func bytes() -> [UInt8] {
    var (state, last) = (state, rest + [0x80])
    while last.count % 64 != 56 { last.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      last.append(UInt8(truncatingIfNeeded: (count &* 8) >> UInt64(shift)))
    }
    triage_sha256_blocks(&state, last, last.count / 64)
    return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * $0)) } }
  }
}

/// The system's implementation.
private struct LibraryDigest {
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

  func bytes() -> [UInt8] {
    var copy = self
    var digest = [UInt8](repeating: 0, count: 32)
    copy.finish(into: &digest)
    return digest
  }
}
