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

  private static func times(_ a: UInt64, _ b: UInt64) -> UInt64 {
    a.multipliedReportingOverflow(by: b).partialValue
  }

  static func word(_ bytes: [UInt8]) -> UInt64 {
    let folded = bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    let count = folded.count
    /// Up to eight bytes, the first the lowest.
    func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 * 256 + UInt64($1) } }
    var first = number(folded.prefix(8))
    var last = number(folded.dropFirst(8).prefix(8))
    if count > 16 {
      first = first.addingReportingOverflow(UInt64(count)).partialValue
      var index = 8
      while index < count - 8 {
        first = fold(first ^ 0xa076_1d64_78bd_642f, number(folded[index..<index + 8]) ^ 0xe703_7ed1_a0b4_28db)
        index += 8
      }
      last = number(folded.suffix(8))
    }
    return fold(first, last ^ 0xe703_7ed1_a0b4_28db)
  }

  static func spread(_ word: UInt64) -> UInt64 { times(word, 0x8ebc_6af0_9c88_c6e3) }

  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    times(spread(first).addingReportingOverflow(second).partialValue, 0x5899_65cc_7537_4cc3)
  }

  static func feature(_ hash: UInt64) -> UInt32 { UInt32(hash / 0x1_0000_0000) }
}
