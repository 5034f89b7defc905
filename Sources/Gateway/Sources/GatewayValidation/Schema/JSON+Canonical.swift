import GatewayJSON

extension JSON {
  /// Bytes that are the same for values that JSON Schema calls equal, and for no others: members by name, of repeats the
  /// last, numbers by value.
  var canonical: [UInt8] {
    var output: [UInt8] = []
    appendCanonical(to: &output)
    return output
  }

  private func appendCanonical(to output: inout [UInt8]) {
    switch self {
    case .null, .bool, .string:
      write(to: &output)
    case .number(let text):
      let number = ExactNumber(text)
      if number.isNegative { output.append(UInt8(ascii: "-")) }
      output += number.digits.map { $0 + UInt8(ascii: "0") }
      output += Array("e\(number.exponent)".utf8)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      for value in values {
        value.appendCanonical(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "]"))
    case .object:
      output.append(UInt8(ascii: "{"))
      let members = self.members.map { (Array($0.key.bytes), $0.value) }
      for (name, value) in members.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
        JSON.string(String(decoding: name, as: UTF8.self)).write(to: &output)
        value.appendCanonical(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// The members by name, of repeats the last; empty for anything but an object.
  var members: [MemberName: JSON] {
    guard case .object(let list) = self else { return [:] }
    var members: [MemberName: JSON] = [:]
    for member in list { members[MemberName(member.name)] = member.value }
    return members
  }
}

/// A name compared by its bytes: Swift's texts also take canonically equivalent ones for equal, JSON does not.
struct MemberName: Hashable, Sendable {
  let text: String
  var bytes: String.UTF8View { text.utf8 }

  init(_ text: String) { self.text = text }

  static func == (left: MemberName, right: MemberName) -> Bool { left.bytes.elementsEqual(right.bytes) }

  func hash(into hasher: inout Hasher) {
    for byte in bytes { hasher.combine(byte) }
  }
}
