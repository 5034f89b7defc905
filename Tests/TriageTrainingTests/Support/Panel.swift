import TestSupport
import TriageRecords

@testable import TriageTraining

/// Made-up records that tell how more models did than a router is made of: one of its prompts' words says how hard they are,
/// beside what no word says.
struct Panel {
  /// For each record each model's score, nil where it was not tried: small, large, then the others.
  var scores: [[Double?]] = []
  private(set) var prompts: [String] = []
  /// For each record the chance that small is right, by its words.
  private(set) var chances: [Double] = []
  /// For each record what small loses to its weakness.
  private(set) var gains: [Double] = []
  /// Whether records name one of two kinds.
  var namesKinds = true
  /// The records that are logged, and the model that was chosen in them.
  var loggedRows = 0..<0
  var loggedModel = 0

  /// - Parameters:
  ///   - tells: whether the others find hard what small and large find hard; else they toss a coin.
  ///   - weakness: what small is worse at in words of its own, which the others do not mind.
  init(_ count: Int, others: Int, seed: UInt64, tells: Bool = true, weakness: Double = 0) {
    var generator = SeededGenerator(seed &* 0x9E37_79B9_7F4A_7C15 &+ 3)
    for _ in 0..<count {
      let word = Int.random(in: 0..<30, using: &generator)
      let chance = 0.1 + 0.8 * Double(word % 10) / 9
      // What no word says is half of it.
      let common = generator.chance(0.5) ? chance : (generator.chance(0.5) ? 0.98 : 0.02)
      let own = max(0, word % 3 == 0 ? common - weakness : common)
      let all = [own, min(1, common + 0.3)] + (0..<others).map { _ in tells ? common : 0.5 }
      scores.append(all.map { generator.chance($0) ? 1 : 0 })
      gains.append(word % 3 == 0 ? weakness : 0)
      prompts.append("w\(word) " + Synthetic.prompt(kind: 0, &generator))
      chances.append(0.5 * chance + 0.25)
    }
  }

  /// The router's models, then the others.
  var models: [String] { ["small", "large"] + (0..<scores[0].count - 2).map { "other\($0)" } }

  /// JSON Lines.
  var text: String {
    scores.indices.map { row in
      let outcomes = zip(models, scores[row]).compactMap { model, score in
        score.map { "\"\(model)\":{\"score\":\($0)}" }
      }
      return "{\"prompt\":\"\(prompts[row])\"," + (namesKinds ? "\"domain\":\"kind\(row % 2)\"," : "")
        + (loggedRows.contains(row) ? "\"chosen\":\"\(models[loggedModel])\",\"propensity\":0.5," : "")
        + "\"outcomes\":{\(outcomes.joined(separator: ","))}}"
    }.joined(separator: "\n")
  }

  /// The table, and the problem of all its records without auxiliary labels.
  func problem() throws -> (RecordTable, TrainingProblem) {
    let (table, problem, _) = try designed()
    return (table, problem)
  }

  /// The same, and the design of its prompts.
  func designed() throws -> (RecordTable, TrainingProblem, BuiltDesign) {
    let folder = Scratch()
    var clock = StageClock()
    var (table, store) = try RecordLoader(RecordReader(paths: [folder.file("panel.jsonl", text)])).load(
      features: true, &clock)
    try table.orderModels(named: ["small", "large"], prices: [:])
    let rows = Array(0..<table.count)
    let census = try FeatureCensus(store, rows: rows)
    let vocabulary = Vocabulary(census.frequencies, prompts: rows.count, minimum: 2)
    return (
      table, TrainingProblem(table, rows: rows, options: .linear()),
      try BuiltDesign(store, rows: rows, vocabulary: vocabulary, census: census, settings: DesignSettings())
    )
  }
}
