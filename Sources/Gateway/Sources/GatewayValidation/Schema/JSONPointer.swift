/// The spelling of RFC 6901.
enum JSONPointer {
  /// `/name`, with `~` and `/` escaped.
  static func step(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return "/" + name
    }
    return "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The name of a step.
  static func name(_ step: Substring) -> String {
    String(step).replacing("~1", with: "/").replacing("~0", with: "~")
  }

  /// A URI's fragment without its percent signs; what is no UTF-8 is repaired.
  static func decoded(_ fragment: String) -> String {
    guard fragment.utf8.contains(UInt8(ascii: "%")) else { return fragment }
    var bytes: [UInt8] = []
    var rest = Substring(fragment).utf8
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16) else {
        bytes.append(byte)
        continue
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
