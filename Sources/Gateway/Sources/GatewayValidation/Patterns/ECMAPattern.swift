import GatewayConfiguration

/// ECMAScript's regular expressions in ICU's words, where the two differ: `$` is the very end (ICU's also stands before
/// a last line break), `\d` and `\w` are ASCII, `[` inside a class is itself.
enum ECMAPattern {
  /// The expression for ICU.
  static func translated(_ source: String) -> String {
    var output = ""
    var isClass = false
    var scalars = source.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case "\\":
        guard let escaped = scalars.next() else { return output + "\\" }
        output += escape(escaped, isClass: isClass)
      case "$" where !isClass: output += "\\z"
      case "[" where isClass: output += "\\["
      case "[":
        isClass = true
        output += "["
      case "]":
        isClass = false
        output += "]"
      case "&" where isClass: output += "\\&"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  private static func escape(_ scalar: Unicode.Scalar, isClass: Bool) -> String {
    switch scalar {
    case "d": isClass ? "0-9" : "[0-9]"
    case "w": isClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]"
    case "D" where !isClass: "[^0-9]"
    case "W" where !isClass: "[^A-Za-z0-9_]"
    default: "\\\(scalar)"
    }
  }
}

extension Pattern {
  /// An expression as JSON Schema has them; see ``ECMAPattern``.
  init?(ecmaScript source: String) {
    self.init(source, icu: ECMAPattern.translated(source), ignoresCase: false)
  }
}
