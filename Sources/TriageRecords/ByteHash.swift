/// A 64-bit hash of bytes: the same on every machine and in every run, good enough to stand for identity among
/// some hundred million texts, and no protection against someone who looks for collisions.
///
/// Eight bytes a step, each mixed by a folded 64 × 64-bit product, as in wyhash (Wang Yi, 2019).
enum ByteHash {
  private static let first: UInt64 = 0xA076_1D64_78BD_642F
  private static let second: UInt64 = 0xE703_7ED1_A0B4_28DB

  /// The folded product: every bit of both factors reaches every bit of the result.
  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hash of one word, under a seed.
  @inline(__always)
  static func hash(_ word: UInt64, seed: UInt64 = 0) -> UInt64 { mix(word ^ first, seed ^ second) }

  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64 = 0) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var state = seed ^ first
    var offset = 0
    while offset + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = mix(state ^ UInt64(littleEndian: word), second)
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < raw.count {
      tail = tail << 8 | UInt64(raw[offset])
      offset += 1
    }
    return mix(mix(state ^ tail, second) ^ UInt64(raw.count), first)
  }

  static func hash(_ text: String, seed: UInt64 = 0) -> UInt64 {
    var text = text
    return text.withUTF8 { hash($0, seed: seed) }
  }
}
