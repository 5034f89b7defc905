/// Judgements by the id they name: 16 bytes each and a half-empty table.
struct FeedbackTable {
  private struct Entry {
    var score: Double
    var isUsed = false
  }

  /// By the id's 64-bit hash, as ``IdentifierSet``.
  private var entries: [UInt64: Entry] = [:]

  static let identifiers = ["id", "response_id", "request_id", "custom_id"]
  private static let ratings = ["rating", "thumb"]
  private static let up: Set = ["up", "thumbs_up", "thumbs-up", "thumbsup", "positive", "good", "👍"]
  private static let down: Set = ["down", "thumbs_down", "thumbs-down", "thumbsdown", "negative", "bad", "👎"]

  /// Judgements that no request has asked for.
  var unusedCount: Int { entries.values.count { !$0.isUsed } }

  /// The score of the first id that was judged.
  mutating func score(of ids: [String]) -> Double? {
    for id in ids {
      let hash = ByteHash.hash(id)
      guard let entry = entries[hash] else { continue }
      entries[hash]?.isUsed = true
      return entry.score
    }
    return nil
  }

  /// Takes in one row; a later judgement of the same id replaces the earlier one.
  mutating func add(_ row: ImportRow) throws(RecordFault) {
    var id: String?
    for name in Self.identifiers where id == nil { id = try row.text(name) }
    guard let id else {
      throw RecordFault("id is missing, expected id, response_id, request_id or custom_id")
    }
    entries[ByteHash.hash(id)] = Entry(score: try Self.score(of: row))
  }

  private static func score(of row: ImportRow) throws(RecordFault) -> Double {
    if let score = try row.score("score") { return score }
    for name in ratings {
      let cell = row[name]
      if case .absent = cell { continue }
      if let isGood = truth(cell) { return isGood ? 1 : 0 }
      if case .number(-1) = cell { return 0 }
      if case .text(let text) = cell {
        let word = text.lowercased()
        if up.contains(word) || word == "+1" { return 1 }
        if down.contains(word) || word == "-1" { return 0 }
      }
      throw row.fault(name, expected: "up or down; a graded judgement goes into score, from 0 to 1")
    }
    throw RecordFault("score is missing, expected score (0 to 1) or rating (up or down)")
  }
}

extension ImportRun {
  /// Reads the feedback file.
  mutating func feedback() throws(ImportError) -> FeedbackTable {
    var table = FeedbackTable()
    guard let path = options.feedback else { return table }
    let source = try importing { () throws(RecordError) in try PeekedSource(path: path) }
    let reader = try RowReader(source, path: path, lineLimit: options.lineLimit, acceptsJSON: true)
    if let header = reader.header {
      let scores = ["score", "rating", "thumb"]
      for names in [FeedbackTable.identifiers, scores] where header.first(of: names) == nil {
        let wanted = names.joined(separator: ", ")
        throw RowReader.layout(path, 1, "in the header, \(names[0]) is missing, expected one of \(wanted)")
      }
    }
    while let line = try importing({ () throws(RecordError) in try reader.next() }) {
      do throws(RecordFault) {
        try table.add(try line.content.get())
      } catch {
        try skip(error, line: line.number, of: path)
      }
    }
    return table
  }
}
