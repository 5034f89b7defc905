extension JSONValue {
  /// The value as a message shows it: a scalar as JSON, cut after 40 characters; `an object`, `an array`.
  public var display: String {
    switch kind {
    case .object: return "an object"
    case .array: return "an array"
    case .null: return "null"
    case .boolean: return boolean == true ? "true" : "false"
    case .number: return integer.map { "\($0)" } ?? number.map { "\($0)" } ?? "a number"
    case .string: return quotedForDisplay(string ?? "")
    }
  }
}

/// A text in quotes on one line, control characters escaped, cut after 40 characters.
package func quotedForDisplay(_ text: String) -> String {
  let head = text.prefix(40)
  var writer = JSONWriter()
  writer.string(head.endIndex < text.endIndex ? head + "…" : String(head))
  return writer.text
}

/// A key as it stands in a dotted path: as it is, or in quotes where it could be misread.
func keyForDisplay(_ key: String) -> String {
  let isPlain =
    !key.isEmpty && key.utf8.count <= 80 && key.utf8.allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x7F }
  return isPlain ? key : quotedForDisplay(key)
}
