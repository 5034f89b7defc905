extension JSON {
  /// Compact UTF-8: no blanks, numbers as they were read, members in order. Linear.
  public var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(256)
    write(to: &output)
    return output
  }

  /// ``bytes`` as a text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends ``bytes``.
  public func write(to output: inout [UInt8]) {
    switch self {
    case .null: output.append("null")
    case .bool(let value): output.append(value ? "true" : "false")
    case .number(let text): output.append(contentsOf: text.utf8)
    case .string(let text): JSON.write(text, to: &output)
    case .array(let values):
      output.append(UInt8(ascii: "["))
      var separates = false
      for value in values {
        if separates { output.append(UInt8(ascii: ",")) }
        separates = true
        value.write(to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let members):
      output.append(UInt8(ascii: "{"))
      var separates = false
      for member in members {
        if separates { output.append(UInt8(ascii: ",")) }
        separates = true
        JSON.write(member.name, to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.write(to: &output)
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  /// A text in quotes: only what must be escaped is.
  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var run = 0
      for at in 0..<bytes.count {
        let byte = bytes[at]
        guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
        output.append(contentsOf: bytes[run..<at])
        escape(byte, to: &output)
        run = at + 1
      }
      output.append(contentsOf: bytes[run...])
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func escape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    default:
      output.append(byte < 0x10 ? "u000" : "u001")
      let digit = byte & 0xF
      output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

extension [UInt8] {
  /// Appends ASCII.
  fileprivate mutating func append(_ word: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }
}
