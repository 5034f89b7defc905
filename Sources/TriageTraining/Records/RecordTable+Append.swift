import TriageRecords

extension RecordTable {
  /// Adds a record; of a logged one the outcome of the chosen model alone (see ``isLogged(_:)``).
  ///
  /// - Parameter bytes: the prompt's length.
  mutating func append(_ record: OutcomeRecord, promptBytes bytes: Int, numbers: inout NameNumbers) {
    let row = count
    weights.append(Float(record.weight))
    splits.append(record.split.map { numbers.split($0, &splitNames) } ?? -1)
    domains.append(record.domain.map { numbers.domain($0, &domainNames) } ?? -1)
    times.append(record.timestamp.flatMap(Timestamp.seconds(of:)) ?? .nan)
    if times[row].isNaN, unreadTime == nil, let text = record.timestamp {
      unreadTime = (record.line > 0 ? "line \(record.line) says " : "") + quotedForDisplay(text)
    }
    promptBytes.append(Int32(clamping: bytes))
    var input = record.context.inputTokens.map(Double.init)
    var unchosen = 0
    for model in scores.indices {
      scores[model].append(.nan)
      costs[model].append(.nan)
      outputTokens[model].append(.nan)
    }
    for (place, outcome) in record.outcomes.enumerated() {
      let model = numbers.model(outcome.model, &models, guess: place)
      if model == scores.count {
        scores.append([Float](repeating: .nan, count: row + 1))
        costs.append([Float](repeating: .nan, count: row + 1))
        outputTokens.append([Float](repeating: .nan, count: row + 1))
      }
      guard record.chosen == nil || record.chosen == outcome.model else {
        unchosen += 1
        continue
      }
      scores[model][row] = Float(outcome.score)
      if let cost = outcome.cost { costs[model][row] = Float(cost) }
      if let tokens = outcome.outputTokens { outputTokens[model][row] = Float(tokens) }
      if input == nil, let tokens = outcome.inputTokens { input = Double(tokens) }
    }
    chosen.append(record.chosen.map { Int32(numbers.model($0, &models)) } ?? -1)
    propensities.append(record.propensity.map { Float($0) } ?? .nan)
    unchosenOutcomes.append(UInt8(clamping: unchosen))
    inputTokens.append(Float(input ?? max(1, Double(bytes) / 4)))
  }
}

extension RecordTable {
  /// Adds the rows of a block that was made by ``append(_:promptBytes:numbers:)``, all but those at the given places.
  ///
  /// The block numbers its names by first appearance in the block, so that added block by block they are numbered by
  /// first appearance over all.
  mutating func append(_ block: RecordTable, dropping dropped: Set<Int>, numbers: inout NameNumbers) {
    let rows = count
    let kept = dropped.isEmpty ? nil : block.weights.indices.filter { !dropped.contains($0) }
    func taken<T>(_ column: [T]) -> [T] { kept.map { $0.map { column[$0] } } ?? column }
    weights += taken(block.weights)
    let splitNumbers = block.splitNames.map { numbers.split($0, &splitNames) }
    let domainNumbers = block.domainNames.map { numbers.domain($0, &domainNames) }
    splits += taken(block.splits).map { $0 < 0 ? $0 : splitNumbers[Int($0)] }
    domains += taken(block.domains).map { $0 < 0 ? $0 : domainNumbers[Int($0)] }
    times += taken(block.times)
    unreadTime = unreadTime ?? block.unreadTime
    promptBytes += taken(block.promptBytes)
    inputTokens += taken(block.inputTokens)
    propensities += taken(block.propensities)
    unchosenOutcomes += taken(block.unchosenOutcomes)
    identities += taken(block.identities)
    let modelNumbers = block.models.map { numbers.model($0, &models) }
    chosen += taken(block.chosen).map { $0 < 0 ? $0 : Int32(modelNumbers[Int($0)]) }
    while scores.count < models.count {
      let unknown = [Float](repeating: .nan, count: rows)
      scores.append(unknown)
      costs.append(unknown)
      outputTokens.append(unknown)
    }
    for (model, number) in modelNumbers.enumerated() {
      scores[number] += taken(block.scores[model])
      costs[number] += taken(block.costs[model])
      outputTokens[number] += taken(block.outputTokens[model])
    }
    for number in scores.indices where scores[number].count < count {
      let missing = [Float](repeating: .nan, count: count - scores[number].count)
      scores[number] += missing
      costs[number] += missing
      outputTokens[number] += missing
    }
  }
}

/// Numbers for names, given out in order of appearance.
struct NameNumbers {
  private var models: [String: Int] = [:]
  private var splits: [String: Int] = [:]
  private var domains: [String: Int] = [:]
  private var lastSplit = 0
  private var lastDomain = 0

  /// - Parameter guess: the number it probably has: records name the same models in the same order.
  mutating func model(_ name: String, _ names: inout [String], guess: Int = .max) -> Int {
    Self.number(name, &models, &names, guess: guess)
  }

  mutating func split(_ name: String, _ names: inout [String]) -> Int32 {
    lastSplit = Self.number(name, &splits, &names, guess: lastSplit)
    return Int32(lastSplit)
  }

  mutating func domain(_ name: String, _ names: inout [String]) -> Int32 {
    lastDomain = Self.number(name, &domains, &names, guess: lastDomain)
    return Int32(lastDomain)
  }

  /// What is guessed is compared before anything is hashed.
  private static func number(
    _ name: String, _ numbers: inout [String: Int], _ names: inout [String], guess: Int
  ) -> Int {
    if guess < names.count, names[guess] == name { return guess }
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
