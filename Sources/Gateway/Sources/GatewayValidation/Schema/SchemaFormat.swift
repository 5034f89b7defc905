import GatewayConfiguration

/// The formats that are asserted, by their spelling; days are those their month has.
enum SchemaFormat: String, Sendable {
  case date
  case dateTime = "date-time"
  case time
  case uuid
  case ipv4
  case email
  case uri

  private static let fullDate = form(#"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\z"#)
  private static let fullTime = form(
    #"^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)\z"#)
  private static let uuidForm = form(#"^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z"#)
  private static let address = form(#"^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!\z)|\z)){4}\z"#)
  private static let mail = form(#"^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)*\z"#)
  private static let resource = form(#"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]*\z"#)

  /// Whether a text has the format.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .date: SchemaFormat.isDate(text)
    case .time: SchemaFormat.fits(SchemaFormat.fullTime, text)
    case .dateTime: SchemaFormat.isDateTime(text)
    case .uuid: SchemaFormat.fits(SchemaFormat.uuidForm, text)
    case .ipv4: SchemaFormat.fits(SchemaFormat.address, text)
    case .email: SchemaFormat.fits(SchemaFormat.mail, text)
    case .uri: SchemaFormat.fits(SchemaFormat.resource, text)
    }
  }

  /// None of them has anything to try again.
  private static func form(_ source: String) -> Pattern? {
    Pattern(source, ignoresCase: false, isHarmless: true)
  }

  private static func fits(_ pattern: Pattern?, _ text: String) -> Bool {
    guard let pattern else { return true }
    return text.utf8.allSatisfy { $0 < 0x80 } && pattern.search(text) == .found
  }

  private static func isDateTime(_ text: String) -> Bool {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "Tt ".contains($0) }
    return parts.count == 2 && isDate(String(parts[0])) && fits(fullTime, String(parts[1]))
  }

  private static func isDate(_ text: String) -> Bool {
    guard fits(fullDate, text) else { return false }
    let numbers = text.split(separator: "-").compactMap { Int($0) }
    guard numbers.count == 3 else { return false }
    let isLeap = numbers[0] % 4 == 0 && (numbers[0] % 100 != 0 || numbers[0] % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return numbers[2] <= days[numbers[1] - 1]
  }
}
