/// A number from 0 to 1 in the fewest digits that say it to up to six decimal places: `0.0`, `0.25`, `0.880371`.
///
/// The same text as ``JSONWriter/number(_:decimals:)`` makes of it, at a tenth of the time: a decimal of up to
/// 15 digits survives the trip through a double, so its own digits are the shortest that read back the same.
/// All of it fits eight bytes, which are kept in one word, first character lowest.
public struct ShortDecimal: Sendable {
  /// Its characters, the first in the lowest byte; those behind ``count`` are no part of it.
  public let word: UInt64
  /// How many characters, 3 to 8.
  public let count: Int

  /// Nil for what it cannot say: numbers below 0, above 1 or not a number, more than six decimals, and what
  /// Swift writes with an exponent (below 0.0001, but 0).
  @inline(__always)
  public init?(_ value: Double, decimals: Int) {
    guard value >= 0, value <= 1, value.sign == .plus, decimals >= 1, decimals <= 6 else { return nil }
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale *= 10 }
    // Half away from zero, as `rounded()`, which is a call where the processor has no instruction for it.
    let scaled = value * Double(scale)
    var digits = UInt64(scaled)
    if scaled - Double(digits) >= 0.5 { digits += 1 }
    guard digits * 10_000 >= scale || digits == 0 else { return nil }
    if digits == scale || digits == 0 {
      word = UInt64(digits == 0 ? UInt8(ascii: "0") : UInt8(ascii: "1")) | Self.point | Self.zero << 16
      count = 3
      return
    }
    var places = decimals
    while digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    var word: UInt64 = 0
    for _ in 0..<places {
      word = word << 8 | (Self.zero + digits % 10)
      digits /= 10
    }
    self.word = word << 16 | Self.point | Self.zero
    count = places + 2
  }

  /// Appends the characters.
  @inline(__always)
  public func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) {
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
  }

  private static let zero: UInt64 = 0x30
  private static let point: UInt64 = 0x2E << 8
}
