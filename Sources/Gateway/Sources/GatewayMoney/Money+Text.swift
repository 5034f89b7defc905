extension Money: CustomStringConvertible {
  /// Picodollars in a dollar.
  static let unit: Int64 = 1_000_000_000_000

  /// Dollars as a plain decimal without needless zeros: `0.0000375`, `-12`, `0`.
  public var description: String {
    let magnitude = picodollars.magnitude
    let whole = magnitude / Money.unit.magnitude
    let part = magnitude % Money.unit.magnitude
    let sign = picodollars < 0 ? "-" : ""
    guard part > 0 else { return "\(sign)\(whole)" }
    let digits = String(part)
    var decimals = String(repeating: "0", count: 12 - digits.count) + digits
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(whole).\(decimals)"
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
