/// Text that is safe in a terminal and whose width on it is known.
enum TerminalText {
  /// Columns a string takes: two for East Asian wide characters and emoji, none for marks that combine.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// Columns one scalar takes (East Asian Width W and F of Unicode's UAX 11, in ranges coarse enough to read).
  static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff,
      0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff,
      0x1f900...0x1faff, 0x20000...0x3fffd:
      return 2
    default:
      return 1
    }
  }

  /// The string without what could move the cursor, recolour the screen or reverse the line: control characters,
  /// line and paragraph separators and format characters (bidirectional overrides among them) become spaces or
  /// nothing. Names and prompts come from data.
  static func clean(_ text: String) -> String {
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: clean.append(" ")
      case .format: continue
      default: clean.append(scalar)
      }
    }
    return String(clean)
  }

  /// Cleaned and cut to a width, with an ellipsis where something was cut.
  static func fit(_ text: String, _ columns: Int) -> String {
    let text = clean(text)
    guard width(text) > columns else { return text }
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let next = width(scalar)
      guard used + next <= columns - 1 else { break }
      used += next
      kept.append(scalar)
    }
    return columns > 0 ? String(kept) + "…" : ""
  }

  /// Fitted and padded to exactly a width.
  static func pad(_ text: String, _ columns: Int, right: Bool = false) -> String {
    let text = fit(text, columns)
    let space = String(repeating: " ", count: max(0, columns - width(text)))
    return right ? space + text : text + space
  }

  /// Broken between words into lines of at most a width; `indent` before all but the first.
  static func wrap(_ text: String, _ columns: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in clean(text).split(separator: " ", omittingEmptySubsequences: true) {
      let word = fit(String(word), max(8, columns - width(indent)))
      if line.isEmpty {
        line = word
      } else if width(line) + 1 + width(word) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = indent + word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
