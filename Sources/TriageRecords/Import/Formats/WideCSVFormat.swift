/// ``ImportFormat/wideCSV``.
struct WideCSVFormat: RowFormat {
  static var acceptsJSON: Bool { false }

  private var models: [String] = []
  private static let labels = ["prompt", "id", "domain", "group", "split", "timestamp", "weight"]
  private static let facts = ["score", "cost", "input_tokens", "output_tokens", "latency_ms"]

  mutating func prepare(_ columns: ImportColumns) throws(RecordFault) -> [String] {
    models = []
    guard columns.index(of: "prompt") != nil else {
      throw RecordFault("prompt is missing, expected columns prompt and <model>/score")
    }
    var ignored: [String] = []
    for name in columns.names where !Self.labels.contains(name) {
      guard let (model, fact) = Self.split(name) else {
        ignored.append(name)
        continue
      }
      if fact == "score" { models.append(model) }
      guard columns.index(of: "\(model)/score") != nil else {
        throw RecordFault(
          "\(keyForDisplay(name)) stands alone, expected \(keyForDisplay("\(model)/score")) beside it")
      }
    }
    guard !models.isEmpty else {
      throw RecordFault("no column ends in /score, expected <model>/score for each model")
    }
    return ignored
  }

  func record(_ row: ImportRow, ordinal: Int) throws(RecordFault) -> OutcomeRecord {
    var record = OutcomeRecord(
      id: try row.text("id"), prompt: try row.text("prompt") ?? "", domain: try row.text("domain"),
      group: try row.text("group"), split: try row.text("split"), timestamp: try row.text("timestamp"),
      outcomes: [], weight: try row.nonNegative("weight") ?? 1)
    for model in models {
      let cost = try row.nonNegative("\(model)/cost")
      guard let score = try row.score("\(model)/score") else {
        guard cost == nil else {
          throw RecordFault(
            "\(keyForDisplay("\(model)/cost")) is given, expected \(keyForDisplay("\(model)/score")) too")
        }
        continue
      }
      record.outcomes.append(
        Outcome(
          model: model, score: score, cost: cost, inputTokens: try row.count("\(model)/input_tokens"),
          outputTokens: try row.count("\(model)/output_tokens"),
          latencyMilliseconds: try row.nonNegative("\(model)/latency_ms")))
    }
    return record
  }

  /// Cuts at the last slash; nil where what follows it is no fact, or nothing stands before it.
  private static func split(_ name: String) -> (model: String, fact: String)? {
    guard let slash = name.lastIndex(of: "/"), slash > name.startIndex else { return nil }
    let fact = String(name[name.index(after: slash)...])
    return facts.contains(fact) ? (String(name[..<slash]), fact) : nil
  }
}
