/// The lines of a file of callers' keys, `name:sha256hex` each, for whoever checks the file and for whoever admits callers.
public struct CallerKeys: Sendable {
  /// Whose key it is, and its hash in lower case.
  public private(set) var entries: [(name: String, hash: String)] = []
  /// The lines that are no key's, from 1.
  public private(set) var badLines: [Int] = []

  /// Reads a file. Blank lines and those that begin with `#` say nothing; lines end as on any system, and a byte order mark
  /// before the first is passed over.
  public init(_ text: String) {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = CallerKeys.trimmed(line)
      if line.isEmpty || line.first == "#" { continue }
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, CallerKeys.isName(String(parts[0])), parts[1].utf8.count == 64,
        parts[1].allSatisfy(\.isHexDigit)
      else {
        badLines.append(index + 1)
        continue
      }
      entries.append((String(parts[0]), parts[1].lowercased()))
    }
  }

  /// Whether a key may be of this name: a line of the file gives it back as it is.
  public static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.first != "#" && name.unicodeScalars.first != "\u{FEFF}"
      && trimmed(name[...]).count == name.count && !name.contains { $0 == ":" || $0.isNewline }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
    return text[..<end].drop { $0.isWhitespace }
  }
}
