import GatewayJSON

extension ChatRequest {
  /// Longer strings of nothing but base64 are taken for files.
  private static let longestWord = 4096

  /// Every text that an upstream would see of the request, one a line: messages, instructions, calls of tools and their
  /// results, definitions of tools, and what only one API knows. For rules about what may be seen: a name in a tool's
  /// arguments is as much of a secret as one in a message.
  ///
  /// Left out are the model's name, and images and files in base64, in which nothing can be found. Linear.
  public var everyText: String {
    var texts: [String] = []
    for member in (messagesRequest?.native ?? body).objectValue ?? [] where member.name != "model" {
      ChatRequest.collect(member, into: &texts)
    }
    return texts.joined(separator: "\n")
  }

  private static func collect(_ member: JSON.Member, into texts: inout [String]) {
    switch (member.name, member.value) {
    case ("input", .object), ("arguments", .object):
      // Names and numbers are a part of what a tool is told.
      texts.append(member.value.text)
    case ("arguments", .string(let text)):
      texts.append(text)
      // JSON in a string may write any letter as an escape.
      if text.utf8.contains(UInt8(ascii: "\\")), let parsed = try? JSON(parsing: text) {
        texts.append(parsed.text)
      }
    default:
      collect(member.value, into: &texts)
    }
  }

  private static func collect(_ value: JSON, into texts: inout [String]) {
    switch value {
    case .string(let text): if !isFile(text) { texts.append(text) }
    case .array(let values): for value in values { collect(value, into: &texts) }
    case .object(let members): for member in members { collect(member, into: &texts) }
    case .null, .bool, .number: break
    }
  }

  private static func isFile(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count > longestWord else { return false }
    var rest = bytes[...]
    if bytes.starts(with: "data:".utf8), let comma = bytes.firstIndex(of: UInt8(ascii: ",")) {
      rest = bytes[bytes.index(after: comma)...]
    }
    return rest.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), 0x0A,
        0x0D:
        true
      default: false
      }
    }
  }
}
