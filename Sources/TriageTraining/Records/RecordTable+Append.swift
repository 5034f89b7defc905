import TriageRecords

extension RecordTable {
  mutating func append(_ record: OutcomeRecord, numbers: inout NameNumbers) {
    let row = count
    weights.append(Float(record.weight))
    splits.append(record.split.map { numbers.split($0, &splitNames) } ?? -1)
    domains.append(record.domain.map { numbers.domain($0, &domainNames) } ?? -1)
    promptBytes.append(Int32(clamping: record.prompt.utf8.count))
    var input = record.context.inputTokens.map(Double.init)
    for model in scores.indices {
      scores[model].append(.nan)
      costs[model].append(.nan)
      outputTokens[model].append(.nan)
    }
    for outcome in record.outcomes {
      let model = numbers.model(outcome.model, &models)
      if model == scores.count {
        scores.append([Float](repeating: .nan, count: row + 1))
        costs.append([Float](repeating: .nan, count: row + 1))
        outputTokens.append([Float](repeating: .nan, count: row + 1))
      }
      scores[model][row] = Float(outcome.score)
      if let cost = outcome.cost { costs[model][row] = Float(cost) }
      if let tokens = outcome.outputTokens { outputTokens[model][row] = Float(tokens) }
      if input == nil, let tokens = outcome.inputTokens { input = Double(tokens) }
    }
    chosen.append(record.chosen.map { Int32(numbers.model($0, &models)) } ?? -1)
    propensities.append(record.propensity.map { Float($0) } ?? .nan)
    inputTokens.append(Float(input ?? max(1, Double(record.prompt.utf8.count) / 4)))
  }
}

/// Numbers for names, given out in order of appearance.
struct NameNumbers {
  private var models: [String: Int] = [:]
  private var splits: [String: Int32] = [:]
  private var domains: [String: Int32] = [:]

  mutating func model(_ name: String, _ names: inout [String]) -> Int {
    if let number = models[name] { return number }
    models[name] = names.count
    names.append(name)
    return names.count - 1
  }

  mutating func split(_ name: String, _ names: inout [String]) -> Int32 {
    Self.number(name, &splits, &names)
  }

  mutating func domain(_ name: String, _ names: inout [String]) -> Int32 {
    Self.number(name, &domains, &names)
  }

  private static func number(
    _ name: String, _ numbers: inout [String: Int32], _ names: inout [String]
  ) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }
}
