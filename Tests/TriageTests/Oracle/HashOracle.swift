/// The feature hash from its specification: byte by byte, with a multiplication written out in halves.
enum HashOracle {
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    // (a1·2³² + a0)(b1·2³² + b0), the carries kept by hand.
    let (a0, a1, b0, b1) = (a & 0xFFFF_FFFF, a >> 32, b & 0xFFFF_FFFF, b >> 32)
    let middle = a1 * b0 + (a0 * b0) >> 32
    let rest = (middle & 0xFFFF_FFFF) + a0 * b1
    let high = a1 * b1 + middle >> 32 + rest >> 32
    let low = rest << 32 | (a0 * b0) & 0xFFFF_FFFF
    return high ^ low
  }

  static func word(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xa076_1d64_78bd_642f
    var index = 0
    while index < bytes.count {
      var chunk: UInt64 = 0
      for place in 0..<8 where index + place < bytes.count {
        var byte = bytes[index + place]
        if byte >= 0x41, byte <= 0x5A { byte += 0x20 }
        chunk += UInt64(byte) << UInt64(8 * place)
      }
      hash = fold(hash ^ chunk, 0xe703_7ed1_a0b4_28db)
      index += 8
    }
    return fold(hash ^ UInt64(bytes.count), 0x8ebc_6af0_9c88_c6e3)
  }

  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    var rotated = second
    for _ in 0..<23 { rotated = rotated << 1 | rotated >> 63 }
    return fold((first | 1) ^ rotated, 0x5899_65cc_7537_4cc3)
  }

  static func feature(_ hash: UInt64) -> UInt32 { UInt32(hash / 0x1_0000_0000) }
}
