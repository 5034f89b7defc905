import GatewayJSON

/// A JSON number by its value: digits without zeros at either end, times a power of ten. Exact for every text.
struct ExactNumber: Sendable, Equatable {
  /// Whether it is below zero; never for zero.
  let isNegative: Bool
  /// Its decimal digits, 0…9, the first and last not 0; empty for zero.
  let digits: [UInt8]
  /// The power of ten that the digits, read as a whole number, are multiplied by; 0 for zero.
  let exponent: Int

  /// Reads a number's text, valid by RFC 8259. Exponents beyond ±10¹⁵ are taken for that.
  init(_ text: String) {
    var digits: [UInt8] = []
    var exponent = 0
    var (isFraction, isNegative) = (false, false)
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent += ExactNumber.power(rest)
        rest = rest[rest.endIndex...]
      default:
        digits.append(byte & 0xF)
        if isFraction { exponent -= 1 }
      }
    }
    digits = Array(digits.drop { $0 == 0 })
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
    self.isNegative = isNegative && !digits.isEmpty
  }

  private static func power(_ text: Substring.UTF8View) -> Int {
    let limit = 1_000_000_000_000_000
    let isNegative = text.first == UInt8(ascii: "-")
    var power = 0
    for byte in text where byte >= UInt8(ascii: "0") { power = min(limit, power * 10 + Int(byte & 0xF)) }
    return isNegative ? -power : power
  }

  /// Whether it is a whole number, however it is spelt.
  var isWhole: Bool { exponent >= 0 }

  /// Negative, 0 or positive as this is below, at or above the other.
  func compared(to other: ExactNumber) -> Int {
    if isNegative != other.isNegative { return isNegative ? -1 : 1 }
    let order = magnitudeCompared(to: other)
    return isNegative ? -order : order
  }

  private func magnitudeCompared(to other: ExactNumber) -> Int {
    guard !digits.isEmpty, !other.digits.isEmpty else { return digits.count - other.digits.count }
    let places = (digits.count + exponent, other.digits.count + other.exponent)
    if places.0 != places.1 { return places.0 < places.1 ? -1 : 1 }
    if digits == other.digits { return 0 }
    return digits.lexicographicallyPrecedes(other.digits) ? -1 : 1
  }

  /// Whether it is a whole number of times the other, exactly; nil where the other has more than 18 digits.
  func isMultiple(of other: ExactNumber) -> Bool? {
    guard !digits.isEmpty else { return true }
    guard !other.digits.isEmpty, other.digits.count <= 18 else { return other.digits.isEmpty ? false : nil }
    // This ends in no zero, so it holds no more tens than its own exponent says.
    guard exponent >= other.exponent else { return false }
    let divisor = other.digits.reduce(UInt64(0)) { $0 * 10 + UInt64($1) }
    let remainder = digits.reduce(UInt64(0)) { ($0 * 10 + UInt64($1)) % divisor }
    var (power, base, count) = (UInt64(1) % divisor, UInt64(10) % divisor, exponent - other.exponent)
    while count > 0 {
      if count & 1 == 1 { power = ExactNumber.product(power, base, divisor) }
      base = ExactNumber.product(base, base, divisor)
      count >>= 1
    }
    return ExactNumber.product(remainder, power, divisor) == 0
  }

  private static func product(_ left: UInt64, _ right: UInt64, _ modulus: UInt64) -> UInt64 {
    modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
  }
}
