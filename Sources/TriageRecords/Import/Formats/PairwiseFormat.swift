/// ``ImportFormat/pairwise``.
struct PairwiseFormat: RowFormat {
  static var acceptsJSON: Bool { true }

  private var id: String?
  private static let verdicts = ["winner_model_a", "winner_model_b", "winner_tie"]
  private static let labels = ["domain", "group", "split", "timestamp"]

  mutating func prepare(_ columns: ImportColumns) throws(RecordFault) -> [String] {
    for name in ["model_a", "model_b"] where columns.index(of: name) == nil {
      throw RecordFault("\(name) is missing, expected prompt, model_a, model_b and winner")
    }
    guard columns.first(of: ["prompt", "conversation_a"]) != nil else {
      throw RecordFault("prompt is missing, expected prompt, model_a, model_b and winner")
    }
    guard columns.first(of: ["winner", "winner_model_a"]) != nil else {
      throw RecordFault("winner is missing, expected prompt, model_a, model_b and winner")
    }
    id = columns.first(of: ["id", "question_id"])
    let known = Self.verdicts + Self.labels + ["prompt", "conversation_a", "model_a", "model_b", "winner"]
    return columns.names.filter { !known.contains($0) && $0 != id }
  }

  func record(_ row: ImportRow, ordinal: Int) throws(RecordFault) -> OutcomeRecord {
    guard let first = try row.text("model_a") else { throw row.fault("model_a", expected: "a model's name") }
    guard let second = try row.text("model_b") else { throw row.fault("model_b", expected: "a model's name") }
    guard first != second else {
      throw row.fault("model_b", expected: "another model than model_a")
    }
    let scores = try scores(row, first, second)
    return OutcomeRecord(
      id: try row.text(id ?? ""), prompt: try prompt(row),
      domain: try row.text("domain"), group: try row.text("group"), split: try row.text("split"),
      timestamp: try row.text("timestamp"),
      outcomes: [Outcome(model: first, score: scores.first), Outcome(model: second, score: scores.second)])
  }

  private func scores(
    _ row: ImportRow, _ first: String, _ second: String
  ) throws(RecordFault) -> (first: Double, second: Double) {
    guard row.columns.index(of: "winner") != nil else { return try spreadScores(row) }
    let winner = try row.text("winner")
    switch winner {
    // Names first: a model may be called anything.
    case first: return (1, 0)
    case second: return (0, 1)
    case "model_a": return (1, 0)
    case "model_b": return (0, 1)
    case "tie": return (0.5, 0.5)
    case "tie (bothbad)", "tie (both bad)", "bothbad", "both_bad": return (0, 0)
    default:
      throw row.fault(
        "winner", expected: "model_a, model_b, tie, tie (bothbad) or the name of one of the two models")
    }
  }

  /// The verdict in three columns, one of which is 1.
  private func spreadScores(_ row: ImportRow) throws(RecordFault) -> (first: Double, second: Double) {
    let isSet = Self.verdicts.map { truth(row[$0]) == true }
    switch (isSet[0], isSet[1], isSet[2]) {
    case (true, false, false): return (1, 0)
    case (false, true, false): return (0, 1)
    case (false, false, true): return (0.5, 0.5)
    default:
      throw RecordFault(
        "the verdict is not clear, expected a 1 in one of winner_model_a, winner_model_b, winner_tie"
      )
    }
  }

  private func prompt(_ row: ImportRow) throws(RecordFault) -> String {
    for name in ["prompt", "conversation_a"] {
      if case .json(let value) = row[name] {
        guard let turn = TextList.userTurns(value)?.first else {
          throw row.fault(name, expected: "a text or a list with the user's turns")
        }
        return turn
      }
      if let text = try row.text(name) { return TextList.elements(of: text)?.first ?? text }
    }
    return ""
  }
}
