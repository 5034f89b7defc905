import TestSupport

/// Made-up outcome records whose truth is known: two kinds of prompts, told apart by their words, and for
/// each kind the probability of a good answer by each model.
struct Synthetic {
  struct Kind {
    var share: Double
    /// One a model, cheapest first.
    var probabilities: [Double]
  }

  struct Record {
    var id: String
    var prompt: String
    var kind: Int
    var split: String?
    var group: String?
    var weight: Double?
    /// One a model; nil where it was not tried.
    var scores: [Double?]
    var costs: [Double?]
    var outputTokens: [Int?]
    /// The model that was logged, and with what probability.
    var chosen: Int?
    var propensity: Double?
  }

  var models: [String]
  var records: [Record]

  /// Seven easy prompts in ten, on which both models are good, and three on which only the large one is.
  static let easyAndHard = [
    Kind(share: 0.7, probabilities: [0.9, 0.92]), Kind(share: 0.3, probabilities: [0.15, 0.9]),
  ]

  /// - Parameter testShare: the share of records whose split is `test`; nil gives them no split.
  init(
    _ count: Int, kinds: [Kind] = Synthetic.easyAndHard, seed: UInt64 = 1, testShare: Double? = nil
  ) {
    var generator = SeededGenerator(seed &* 0x9E37_79B9_7F4A_7C15 &+ 7)
    let modelCount = kinds[0].probabilities.count
    models = modelCount == 2 ? ["small", "large"] : (0..<modelCount).map { "model-\($0)" }
    records = []
    for index in 0..<count {
      var left = generator.uniform()
      var kind = 0
      while kind < kinds.count - 1, left >= kinds[kind].share {
        left -= kinds[kind].share
        kind += 1
      }
      let scores = kinds[kind].probabilities.map { generator.chance($0) ? 1.0 : 0.0 }
      records.append(
        Record(
          id: "r\(index)", prompt: Self.prompt(kind: kind, &generator), kind: kind,
          split: testShare.map { generator.chance($0) ? "test" : "train" }, scores: scores,
          costs: (0..<modelCount).map { 0.001 * Double($0 + 1) },
          outputTokens: [Int?](repeating: nil, count: modelCount)))
    }
  }

  /// Three words of the kind's twelve among a dozen of eight hundred, so that no two prompts are alike.
  static func prompt(kind: Int, _ generator: inout SeededGenerator) -> String {
    var words = (0..<Int.random(in: 10...16, using: &generator)).map { _ in
      word(Int.random(in: 0..<800, using: &generator))
    }
    for _ in 0..<3 {
      let own = "k\(kind)" + word(Int.random(in: 0..<12, using: &generator))
      words.insert(own, at: Int.random(in: 0...words.count, using: &generator))
    }
    return words.joined(separator: " ")
  }

  private static func word(_ number: Int) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    return syllables[number % 10] + syllables[number / 10 % 10] + syllables[number / 100 % 10]
  }

  /// Gives every record the scores of another, so that prompts say nothing about them.
  mutating func shuffleScores(seed: UInt64) {
    var generator = SeededGenerator(seed)
    let scores = records.map(\.scores).shuffled(using: &generator)
    for index in records.indices { records[index].scores = scores[index] }
  }

  /// JSON Lines.
  var text: String { records.map(line).joined(separator: "\n") + "\n" }

  func line(_ record: Record) -> String {
    var outcomes: [String] = []
    for model in models.indices {
      guard let score = record.scores[model] else { continue }
      var fields = ["\"score\":\(score)"]
      if let cost = record.costs[model] { fields.append("\"cost\":\(cost)") }
      if let tokens = record.outputTokens[model] { fields.append("\"output_tokens\":\(tokens)") }
      outcomes.append("\"\(models[model])\":{\(fields.joined(separator: ","))}")
    }
    var fields = [
      "\"id\":\"\(record.id)\"", "\"prompt\":\"\(record.prompt)\"", "\"domain\":\"kind_\(record.kind)\"",
    ]
    if let split = record.split { fields.append("\"split\":\"\(split)\"") }
    if let group = record.group { fields.append("\"group\":\"\(group)\"") }
    if let weight = record.weight { fields.append("\"weight\":\(weight)") }
    if let chosen = record.chosen { fields.append("\"chosen\":\"\(models[chosen])\"") }
    if let propensity = record.propensity { fields.append("\"propensity\":\(propensity)") }
    fields.append("\"outcomes\":{\(outcomes.joined(separator: ","))}")
    return "{" + fields.joined(separator: ",") + "}"
  }
}
