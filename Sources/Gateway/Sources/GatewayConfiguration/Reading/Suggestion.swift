/// What somebody may have meant.
enum Suggestion {
  /// `; did you mean 'timeouts'? known: …`, or only the known words where none is close.
  static func words(for word: String, among known: [String]) -> String {
    let list = known.isEmpty ? "none" : known.prefix(40).joined(separator: ", ")
    guard let nearest = nearest(to: word, among: known) else { return "; known: \(list)" }
    return "; did you mean '\(nearest)'? known: \(list)"
  }

  /// The closest of the words, at most a third of its letters away.
  static func nearest(to word: String, among known: [String]) -> String? {
    guard word.utf8.count <= 64 else { return nil }
    let letters = Array(word.lowercased().utf8)
    var best: (word: String, distance: Int)?
    for candidate in known.prefix(1000) where candidate.utf8.count <= 64 {
      let distance = distance(letters, Array(candidate.lowercased().utf8))
      let limit = max(1, max(letters.count, candidate.utf8.count) / 3)
      if distance <= limit, distance < letters.count, distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.word
  }

  /// The Damerau-Levenshtein distance (adjacent letters swapped count one): O(n·m) time, three rows.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var value = min(row[j] + 1, last[j + 1] + 1, last[j] + (a == b ? 0 : 1))
        if i > 0, j > 0, a == right[j - 1], b == left[i - 1] { value = min(value, before[j - 1] + 1) }
        row.append(value)
      }
      (before, last) = (last, row)
    }
    return last[right.count]
  }
}
