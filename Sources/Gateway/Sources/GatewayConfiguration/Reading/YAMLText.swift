import Yams

/// Bytes to nodes, with a line for whatever is no YAML.
enum YAMLText {
  /// The longest file.
  static let limit = 1 << 20
  /// The most anchors: they let a short file describe a tree too deep to walk, and no configuration needs many.
  static let anchors = 32
  /// Marks a key that was given twice, so that the rest of the file can still be read. A private-use character, which
  /// YAML allows and nobody writes.
  static let repeated: Character = "\u{E000}"

  /// The document's root; nil with a mistake where there is none.
  static func compose(_ bytes: [UInt8], _ mistakes: Mistakes) -> Node? {
    guard var text = text(of: bytes, mistakes) else { return nil }
    // A repeated key ends Yams' reading. Its first place is marked and the rest read again, so that one file yields all
    // its mistakes.
    var repetitions: [Repetition] = []
    var later: [Repetition: Int] = [:]
    defer {
      for repetition in repetitions {
        mistakes.add(
          later[repetition] ?? repetition.line,
          "the key \(quoted(repetition.key)) is given more than once in one mapping")
      }
    }
    for _ in 0..<64 {
      do {
        guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8) else {
          mistakes.add(0, "the file is empty; it needs at least 'upstreams' and 'tiers'")
          return nil
        }
        // Anchors may make the tree too large to walk.
        if !repetitions.isEmpty, !text.utf8.contains(0x26) { findLater(node, &later) }
        return node
      } catch let YamlError.duplicatedKeysInMapping(keys, context) {
        let key = (keys.first ?? "").filter { $0 != repeated }
        repetitions.append(Repetition(line: context.mark.line, key: key))
        guard let patched = mark(text, at: context.mark) else { return nil }
        text = patched
      } catch let error as YamlError {
        let (line, message) = words(error)
        mistakes.add(line, message)
        return nil
      } catch {
        mistakes.add(0, "the file cannot be read as YAML")
        return nil
      }
    }
    return nil
  }

  /// A key that comes again in its mapping, and the line where it came before.
  private struct Repetition: Hashable {
    var line: Int
    var key: String
  }

  /// The lines where keys come again: a key that was marked is followed by the next of its name.
  private static func findLater(_ node: Node, _ later: inout [Repetition: Int]) {
    if let sequence = node.sequence {
      for item in sequence { findLater(item, &later) }
    }
    guard let mapping = node.mapping else { return }
    var before: [String: (line: Int, isMarked: Bool)] = [:]
    for (key, value) in mapping {
      findLater(value, &later)
      guard let scalar = key.scalar, let line = key.mark?.line else { continue }
      let name = scalar.string.filter { $0 != repeated }
      if let last = before[name], last.isMarked { later[Repetition(line: last.line, key: name)] = line }
      before[name] = (line, scalar.string.contains(repeated))
    }
  }

  /// UTF-8 without what YAML forbids.
  private static func text(of bytes: [UInt8], _ mistakes: Mistakes) -> String? {
    var line = 1
    var anchors = 0
    var last: UInt8 = 10
    for (index, byte) in bytes.enumerated() {
      if last == 10, index > 0 { line += 1 }
      if byte < 32, byte != 9, byte != 10, byte != 13 {
        mistakes.add(line, "a control character (byte \(byte)) is no part of a text")
        return nil
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 32
      if byte == 0x26, " \t\r\n[{,:-?".utf8.contains(last), next > 32 { anchors += 1 }
      if anchors > Self.anchors {
        mistakes.add(line, "more than \(Self.anchors) anchors (&name)")
        return nil
      }
      last = byte
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      mistakes.add(invalidLine(bytes), "the text is not valid UTF-8")
      return nil
    }
    // libyaml takes a byte order mark for a control character where it is told the encoding.
    return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }

  /// The line of the first byte that is no UTF-8.
  private static func invalidLine(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: 10, omittingEmptySubsequences: false) {
      if String(validating: part, as: UTF8.self) == nil { return line }
      line += 1
    }
    return 0
  }

  /// The text with the key that begins at the mark made another.
  private static func mark(_ text: String, at mark: Mark) -> String? {
    var scalars = text.unicodeScalars
    var line = 1
    var index = scalars.startIndex
    while line < mark.line, index < scalars.endIndex {
      // A line ends as libyaml's do: CR LF counts once.
      let scalar = scalars[index]
      index = scalars.index(after: index)
      let next = index < scalars.endIndex ? scalars[index] : " "
      if "\n\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) || (scalar == "\r" && next != "\n") {
        line += 1
      }
    }
    guard line == mark.line,
      var place = scalars.index(index, offsetBy: mark.column - 1, limitedBy: scalars.endIndex),
      place < scalars.endIndex
    else { return nil }
    if "&*[{?!|>".unicodeScalars.contains(scalars[place]) { return nil }
    if scalars[place] == "'" || scalars[place] == "\"" { place = scalars.index(after: place) }
    scalars.insert("\u{E000}", at: place)
    return String(scalars)
  }

  /// A syntax error's line and words.
  private static func words(_ error: YamlError) -> (Int, String) {
    switch error {
    case .composer(_, let problem, let mark, _) where problem.contains("another document"):
      return (mark.line, "a second document begins ('---'); a configuration is one")
    case .parser(_, let problem, let mark, _) where problem.contains("nesting level"):
      return (mark.line, "no YAML: nested too deeply")
    case .scanner(let context, let problem, let mark, let yaml),
      .parser(let context, let problem, let mark, let yaml),
      .composer(let context, let problem, let mark, let yaml):
      let begun = context.map {
        " \($0.text)" + ($0.mark.line == mark.line ? "" : " begun in line \($0.mark.line)")
      }
      let isTab = problem.contains("cannot start any token") && yaml.contains("\t")
      return (mark.line, "no YAML: \(problem)\(begun ?? "")\(isTab ? " (tabs cannot indent)" : "")")
    case .reader(let problem, let offset, _, let yaml):
      let line = offset.map { 1 + yaml.prefix($0).filter(\.isNewline).count }
      return (line ?? 0, "no YAML: \(problem)")
    case .memory: return (0, "no YAML: nested too deeply")
    default: return (0, "the file cannot be read as YAML")
    }
  }
}

/// A word of the file as messages show it: in quotes, short, on one line.
func quoted(_ text: String, limit: Int = 60) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(limit) where scalar != "\u{E000}" {
    shown.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
  }
  return "'\(shown)\(text.unicodeScalars.count > limit ? "…" : "")'"
}
