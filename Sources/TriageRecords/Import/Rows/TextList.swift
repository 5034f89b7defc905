/// Lists of texts that stand in a text, as some data sets write prompts: `["a","b"]`, or what Python prints
/// for a list, `['a', "it's"]`.
enum TextList {
  /// The elements; nil where the text is not a list of texts and nothing else, as a prompt that begins with
  /// `[` may well be. Nulls in a JSON list are passed over.
  static func elements(of text: String) -> [String]? {
    guard text.utf8.first == UInt8(ascii: "["), text.utf8.last == UInt8(ascii: "]") else { return nil }
    if let elements = json(text) { return elements }
    var list = PythonList(text)
    return list.elements()
  }

  /// The strings of a JSON array, or the `content` of its messages whose role is `user`; nil for anything
  /// else.
  static func userTurns(_ array: JSONValue) -> [String]? {
    guard array.kind == .array else { return nil }
    var turns: [String] = []
    for element in array.elements {
      if let text = element.string {
        turns.append(text)
      } else if element.kind == .object, let role = element["role"] {
        if role.equals("user"), let text = element["content"]?.string { turns.append(text) }
      } else if !element.isNull {
        return nil
      }
    }
    return turns.isEmpty ? nil : turns
  }

  private static func json(_ text: String) -> [String]? {
    guard let document = JSONDocument(), case .success(let root) = document.parse(Array(text.utf8)),
      root.elements.allSatisfy({ $0.isNull || $0.kind == .string })
    else { return nil }
    return userTurns(root)
  }
}

/// A list of string literals in Python's spelling (Language Reference, 2.4.1), as `repr` prints it.
private struct PythonList {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func elements() -> [String]? {
    guard take("[") else { return nil }
    var elements: [String] = []
    passSpace()
    while !take("]") {
      guard let element = literal() else { return nil }
      elements.append(element)
      passSpace()
      let hasComma = take(",")
      passSpace()
      guard hasComma || peek == "]" else { return nil }
    }
    return position == scalars.count && !elements.isEmpty ? elements : nil
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func passSpace() {
    while let next = peek, next == " " || next == "\n" || next == "\t" || next == "\r" { position += 1 }
  }

  private mutating func literal() -> String? {
    guard let quote = peek, quote == "'" || quote == "\"" else { return nil }
    position += 1
    var text = String.UnicodeScalarView()
    while let next = peek {
      position += 1
      if next == quote { return String(text) }
      guard next == "\\" else {
        text.append(next)
        continue
      }
      guard let escaped = peek else { return nil }
      position += 1
      switch escaped {
      case "n": text.append("\n")
      case "t": text.append("\t")
      case "r": text.append("\r")
      case "\\", "'", "\"": text.append(escaped)
      case "x", "u", "U":
        guard let scalar = hexadecimal(escaped == "x" ? 2 : escaped == "u" ? 4 : 8) else { return nil }
        text.append(scalar)
      default:
        text.append("\\")
        text.append(escaped)
      }
    }
    return nil
  }

  private mutating func hexadecimal(_ digits: Int) -> Unicode.Scalar? {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let next = peek, let digit = Character(next).hexDigitValue, next.isASCII else { return nil }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return Unicode.Scalar(value)
  }
}
