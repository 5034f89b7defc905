extension RecordDecoder {
  /// The member `outcomes`: a model's name, and an object with at least its score.
  mutating func outcomes(_ value: JSONValue) throws(RecordFault) -> [Outcome] {
    guard value.kind == .object else {
      throw RecordFault("outcomes", is: value, expected: "an object with a model's score in each member")
    }
    numbersOfRecord.removeAll(keepingCapacity: true)
    var outcomes: [Outcome] = []
    // Most records have every model named so far; a log of thousands is not made room for each time.
    outcomes.reserveCapacity(min(models.names.count, 16))
    for (key, value) in value.members {
      let model = try name(key)
      outcomes.append(try outcome(value, of: model))
    }
    guard !outcomes.isEmpty else {
      throw RecordFault("outcomes is empty, expected at least one model's score")
    }
    return outcomes
  }

  private mutating func name(_ key: JSONValue) throws(RecordFault) -> String {
    guard let number = key.withText({ models.number(of: $0, guess: numbersOfRecord.count) }) ?? nil else {
      return ""
    }
    while lastNamed.count <= number { lastNamed.append(0) }
    let name = models.names[number]
    guard !name.isEmpty else { throw RecordFault("outcomes names a model \"\", expected a name") }
    guard lastNamed[number] != serial else {
      throw RecordFault("outcomes.\(keyForDisplay(name)) comes twice, expected each model once")
    }
    lastNamed[number] = serial
    numbersOfRecord.append(number)
    return name
  }

  private func outcome(_ value: JSONValue, of model: String) throws(RecordFault) -> Outcome {
    guard value.kind == .object else {
      let path = "outcomes.\(keyForDisplay(model))"
      let expected = "an object with a score; leave out a model that was not tried"
      throw RecordFault(path, is: value, expected: expected)
    }
    var outcome = Outcome(model: model, score: .nan)
    var hasScore = false
    for (key, value) in value.members {
      do throws(RecordFault) {
        if key.equals("score") {
          guard !hasScore else { throw RecordFault("score comes twice, expected once") }
          outcome.score = try score(value)
          hasScore = true
        } else if key.equals("cost") {
          outcome.cost = try nonNegative(value, "cost")
        } else if key.equals("input_tokens") {
          outcome.inputTokens = try count(value, "input_tokens")
        } else if key.equals("output_tokens") {
          outcome.outputTokens = try count(value, "output_tokens")
        } else if key.equals("latency_ms") {
          outcome.latencyMilliseconds = try nonNegative(value, "latency_ms")
        }
      } catch {
        throw RecordFault("outcomes.\(keyForDisplay(model)).\(error.message)")
      }
    }
    guard hasScore else {
      throw RecordFault("outcomes.\(keyForDisplay(model)).score is missing, expected a number from 0 to 1")
    }
    return outcome
  }

  private func score(_ value: JSONValue) throws(RecordFault) -> Double {
    guard let number = value.number, number >= 0, number <= 1 else {
      throw RecordFault("score", is: value, expected: "a number from 0 to 1")
    }
    return number
  }

  /// A number from 0 to ``OutcomeRecord/largestAmount``; nil for null.
  func nonNegative(_ value: JSONValue, _ path: String) throws(RecordFault) -> Double? {
    if value.isNull { return nil }
    guard let number = value.number, number.isFinite, number >= 0 else {
      throw RecordFault(path, is: value, expected: "a number of 0 or more")
    }
    guard number <= OutcomeRecord.largestAmount else {
      throw RecordFault(path, is: value, expected: "a number of at most 1000000000")
    }
    return number
  }

  /// A whole number, 0 or more; nil for null.
  func count(_ value: JSONValue, _ path: String) throws(RecordFault) -> Int? {
    if value.isNull { return nil }
    guard let number = value.integer, number >= 0 else {
      throw RecordFault(path, is: value, expected: "a whole number of 0 or more")
    }
    return number
  }
}
