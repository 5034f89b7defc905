import Yams

/// A mapping whose keys are known.
struct Fields {
  /// The mapping's place.
  let place: Cursor
  private let values: [String: Cursor]

  fileprivate init(place: Cursor, values: [String: Cursor]) {
    self.place = place
    self.values = values
  }

  /// A key's value; nil where the key is absent or its value is nothing.
  subscript(key: String) -> Cursor? {
    guard let value = values[key], !value.isNothing else { return nil }
    return value
  }

  /// The value of a key that must be there.
  func need(_ key: String, _ what: String = "") -> Cursor? {
    if let value = self[key] { return value }
    // An unreadable place has its own mistake already.
    if place.isMapping {
      place.fail(
        "\(place.words.isEmpty ? "the file" : place.words) needs '\(key)'\(what.isEmpty ? "" : ": \(what)")")
    }
    return nil
  }

  /// The keys that are there, of these.
  func present(_ keys: [String]) -> [String] { keys.filter { self[$0] != nil } }
}

extension Cursor {
  /// A mapping with some of these keys; others are mistakes. A mapping that is no mapping is a mistake and has none.
  func fields(_ known: [String], expected: String = "a mapping") -> Fields {
    guard node.mapping != nil else {
      if !isNothing { mismatch(expected) }
      return Fields(place: self, values: [:])
    }
    var values: [String: Cursor] = [:]
    for entry in entries() {
      if known.contains(entry.name) {
        let name = words.isEmpty ? "'\(entry.name)'" : "'\(entry.name)' of \(words)"
        values[entry.name] = entry.value.named(name)
      } else if !(words.isEmpty && entry.name.hasPrefix("x-")) {
        // `x-…` at the top holds anchors.
        let place = words.isEmpty ? "" : " in \(words)"
        entry.value.fail(
          "unknown key \(quoted(entry.name))\(place)\(Suggestion.words(for: entry.name, among: known))")
      }
    }
    return Fields(place: self, values: values)
  }

  /// A mapping's entries with names of the file's own choice, in order; merged ones (`<<`) come last and only where
  /// the mapping does not have them itself.
  func entries(depth: Int = 0) -> [(name: String, value: Cursor)] {
    guard let mapping = node.mapping else {
      if !isNothing { mismatch("a mapping") }
      return []
    }
    var own: [(name: String, value: Cursor)] = []
    var merged: [(name: String, value: Cursor)] = []
    for (key, value) in mapping {
      let line = key.mark?.line ?? self.line
      guard let scalar = key.scalar else {
        mistakes.add(line, "a key must be a text")
        continue
      }
      let place = Cursor(node: value, line: line, words: quoted(scalar.string), mistakes: mistakes)
      if scalar.string == "<<", scalar.style == .plain {
        let sources = place.itemsOrOne
        for source in sources where depth < 16 { merged += source.entries(depth: depth + 1) }
      } else if !scalar.string.contains(YAMLText.repeated) {
        own.append((scalar.string, place))
      }
    }
    var seen = Set(own.map(\.name))
    for entry in merged where seen.insert(entry.name).inserted { own.append(entry) }
    return own
  }
}
