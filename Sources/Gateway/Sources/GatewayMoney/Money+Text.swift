extension Money: CustomStringConvertible {
  /// Picodollars in a dollar.
  static let unit: Int64 = 1_000_000_000_000

  /// Dollars as a plain decimal without needless zeros: `0.0000375`, `-12`, `0`.
  public var description: String {
    // From the last digit on, as it may stand in every line of a log: sign, seven digits, point, twelve decimals.
    String(unsafeUninitializedCapacity: 24) { text in
      var (whole, part) = picodollars.magnitude.quotientAndRemainder(dividingBy: Money.unit.magnitude)
      var start = text.count
      func put(_ byte: UInt8) {
        start -= 1
        text[start] = byte
      }
      func putDigit(of number: inout UInt64) {
        put(UInt8(ascii: "0") + UInt8(number % 10))
        number /= 10
      }
      if part > 0 {
        var decimals = 12
        while part % 10 == 0 {
          part /= 10
          decimals -= 1
        }
        for _ in 0..<decimals { putDigit(of: &part) }
        put(UInt8(ascii: "."))
      }
      repeat { putDigit(of: &whole) } while whole > 0
      if picodollars < 0 { put(UInt8(ascii: "-")) }
      let count = text.count - start
      for index in 0..<count { text[index] = text[start + index] }
      return count
    }
  }

  /// Reads a plain decimal number of dollars: an optional sign, digits, and up to twelve decimals.
  ///
  /// Nil for anything else (`1e3`, `$1`, `.5.`, an empty text, more than twelve decimals) and beyond the range.
  public init?(_ dollars: some StringProtocol) {
    var text = Substring(dollars)
    let negative = text.first == "-"
    if negative || text.first == "+" { text.removeFirst() }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, !first.isEmpty || parts.count == 2 else { return nil }
    let decimals = parts.count == 2 ? parts[1] : ""
    guard decimals.count <= 12, !first.isEmpty || !decimals.isEmpty else { return nil }
    guard (first + decimals).utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let padded = String(first) + String(decimals) + String(repeating: "0", count: 12 - decimals.count)
    // The sign goes in before reading: the lowest amount has no positive counterpart.
    guard let picodollars = Int64(negative ? "-" + padded : padded) else { return nil }
    self.init(picodollars: picodollars)
  }
}
