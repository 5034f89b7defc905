import Yams

/// A place in the file: a node, the line that messages name, and what they call it.
///
/// Reading a value adds a mistake and gives nil where it is of the wrong kind; nothing throws, so that one pass finds
/// every mistake.
struct Cursor {
  let node: Node
  let line: Int
  /// `'connect' of 'timeouts' of upstream 'openai'`.
  let words: String
  let mistakes: Mistakes

  /// Adds a mistake about this place.
  func fail(_ message: String) { mistakes.add(line, message) }

  /// Adds a warning about this place.
  func warn(_ message: String) { mistakes.warn(line, message) }

  /// The same place under another name.
  func named(_ words: String) -> Cursor { Cursor(node: node, line: line, words: words, mistakes: mistakes) }

  /// `null`, `~`, or nothing at all.
  var isNothing: Bool { plain.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false }

  /// A scalar's text, whatever its style.
  var text: String? { node.scalar?.string }

  /// Whether keys and values are here.
  var isMapping: Bool { node.mapping != nil }

  /// Whether a list is here.
  var isList: Bool { node.sequence != nil }

  /// Whether a list without items is here.
  var isEmptyList: Bool { node.sequence?.isEmpty ?? false }

  /// A scalar without quotes, as it was written.
  var plain: String? {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return nil }
    return scalar.string
  }

  /// What is here, as messages say it. Texts are not repeated where they might be secrets.
  var kind: String {
    switch node {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar(let scalar): return isNothing ? "nothing" : quoted(scalar.string)
    }
  }

  /// The wrong kind is here.
  func mismatch(_ expected: String) {
    fail("\(words.isEmpty ? "the file" : words) must be \(expected), not \(kind)")
  }

  /// A list's items: `rule 'p1'` where they are mappings with a name, otherwise `rule 3`.
  func items(_ what: String, expected: String) -> [Cursor] {
    guard let sequence = node.sequence else {
      mismatch(expected)
      return []
    }
    return sequence.enumerated().map { index, node in
      let name = node.mapping?.first { $0.key.scalar?.string == "name" }?.value.scalar?.string
      let words = name.map { $0.isEmpty ? "\(what) \(index + 1)" : "\(what) \(quoted($0))" }
      return Cursor(
        node: node, line: node.mark?.line ?? line, words: words ?? "\(what) \(index + 1)", mistakes: mistakes)
    }
  }

  /// A list's items, or the one value that stands for a list of one.
  var itemsOrOne: [Cursor] {
    guard let sequence = node.sequence else { return [self] }
    return sequence.map { node in
      Cursor(node: node, line: node.mark?.line ?? line, words: "an item of \(words)", mistakes: mistakes)
    }
  }

  /// Texts: a list of them, or one.
  func strings() -> [String] { itemsOrOne.compactMap { $0.string() } }
}
