/// ``ImportFormat/routerbench``.
struct RouterBenchFormat: RowFormat {
  static var acceptsJSON: Bool { true }

  private var models: [String] = []

  mutating func prepare(_ columns: ImportColumns) throws(RecordFault) -> [String] {
    models = []
    guard columns.index(of: "prompt") != nil else {
      throw RecordFault("prompt is missing, expected prompt, <model> and <model>|total_cost")
    }
    models = columns.names.filter { name in
      columns.index(of: "\(name)|total_cost") != nil || columns.index(of: "\(name)|model_response") != nil
    }
    guard !models.isEmpty else {
      throw RecordFault("no column has a <column>|total_cost beside it, expected one for each model")
    }
    let known =
      models + models.flatMap { ["\($0)|total_cost", "\($0)|model_response"] }
      + ["prompt", "sample_id", "eval_name", "oracle_model_to_route_to"]
    return columns.names.filter { !known.contains($0) }
  }

  func record(_ row: ImportRow, ordinal: Int) throws(RecordFault) -> OutcomeRecord {
    var record = OutcomeRecord(
      id: try row.text("sample_id"), prompt: try prompt(row), domain: try row.text("eval_name"), outcomes: [])
    for model in models {
      guard let score = try row.score(model) else { continue }
      record.outcomes.append(
        Outcome(model: model, score: score, cost: try row.nonNegative("\(model)|total_cost")))
    }
    return record
  }

  private func prompt(_ row: ImportRow) throws(RecordFault) -> String {
    if case .json(let value) = row["prompt"], let turn = TextList.userTurns(value)?.first { return turn }
    let text = try row.text("prompt") ?? ""
    return TextList.elements(of: text)?.first ?? text
  }
}
