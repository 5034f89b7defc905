/// Quantities with a unit.
enum Quantity {
  private static let times: [(unit: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]
  private static let sizes: [(unit: String, bytes: Int)] = [
    ("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10), ("B", 1),
  ]

  /// `250ms`, `1.5s`, `5m`, `1h`, `30d`: up to nine digits, up to three decimals; nil for anything else.
  static func duration(_ text: String) -> Duration? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text[number.endIndex...]
    guard let milliseconds = times.first(where: { $0.unit == unit })?.milliseconds else { return nil }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1] : ""
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 9, decimals.count <= 3,
      parts.count == 1 || !decimals.isEmpty,
      let thousandths = Int64(whole + decimals + String(repeating: "0", count: 3 - decimals.count))
    else { return nil }
    // Thousandths of milliseconds are microseconds.
    let (product, overflow) = thousandths.multipliedReportingOverflow(by: milliseconds)
    return overflow ? nil : .microseconds(product)
  }

  /// The shortest text of a duration in whole milliseconds.
  static func words(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000
    if milliseconds == 0 { return "0s" }
    for (unit, size) in times where milliseconds % size == 0 { return "\(milliseconds / size)\(unit)" }
    return "\(milliseconds)ms"
  }

  /// `10MB`, `32KB`, `512`: multiples of 1024, whole numbers; nil for anything else.
  static func size(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text[digits.endIndex...].drop { $0 == " " }
    guard let number = Int(digits) else { return nil }
    let bytes = unit.isEmpty ? 1 : sizes.first { $0.unit == unit || $0.unit.dropLast() + "iB" == unit }?.bytes
    guard let bytes else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: bytes)
    return overflow ? nil : product
  }

  /// The shortest text of a size.
  static func words(bytes: Int) -> String {
    for (unit, size) in sizes where bytes > 0 && bytes % size == 0 { return "\(bytes / size)\(unit)" }
    return "\(bytes)"
  }
}
