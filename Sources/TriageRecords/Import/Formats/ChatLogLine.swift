/// One line of an OpenAI-style log, taken apart; see ``RecordImporter`` for where things may stand.
struct ChatLogLine {
  /// What the line is known by, the record's id first.
  let ids: [String]
  /// Whether the request got an error instead of an answer.
  let failed: Bool

  private let line: JSONValue
  private let request: JSONValue?
  private let response: JSONValue?
  private let metadata: [JSONValue]

  init(_ line: JSONValue) throws(RecordFault) {
    guard line.kind == .object else { throw RecordFault("the line is \(line.display), expected an object") }
    self.line = line
    let outer = line["request"].object ?? line["body"].object
    request = outer?["body"].object ?? outer ?? (line["messages"] == nil ? nil : line)
    let answer = line["response"].object
    response = answer?["body"].object ?? answer
    metadata = [line["metadata"].object, request?["metadata"].object].compactMap { $0 }
    let status = answer?["status_code"]?.integer ?? 200
    let errors = [line["error"], answer?["error"], response?["error"]].compactMap { $0 }
    failed = status >= 400 || errors.contains { !$0.isNull }
    ids = [
      line["custom_id"], line["id"], line["request_id"], response?["id"], response?["request_id"],
      answer?["request_id"],
    ].compactMap { $0.flatMap(Self.label) }
  }

  /// The logged record, where someone gave the answer this score.
  func record(score: Double) throws(RecordFault) -> OutcomeRecord {
    guard let request else {
      if let value = line["request"] ?? line["body"], !value.isNull {
        throw RecordFault("request", is: value, expected: "the request's body, an object with its messages")
      }
      throw RecordFault("request is missing, expected the request's body with its messages")
    }
    guard let response else { throw RecordFault("response is missing, expected the response's body") }
    guard let model = (response["model"] ?? request["model"])?.string, !model.isEmpty else {
      throw RecordFault("response.model is missing, expected the model's name")
    }
    let (prompt, turns) = try Self.prompt(of: request)
    let usage = response["usage"].object
    let inputTokens = try count(usage?["prompt_tokens"] ?? usage?["input_tokens"], "usage.prompt_tokens")
    var outcome = Outcome(model: model, score: score, inputTokens: inputTokens)
    outcome.outputTokens = try count(
      usage?["completion_tokens"] ?? usage?["output_tokens"], "usage.completion_tokens")
    outcome.cost = try amount("cost")
    outcome.latencyMilliseconds = try amount("latency_ms")
    var record = OutcomeRecord(id: ids.first, prompt: prompt, outcomes: [outcome], chosen: model)
    record.domain = label("domain")
    record.group = label("group") ?? label("conversation_id") ?? label("session_id")
    record.timestamp =
      timestamp() ?? response["created"]?.integer.flatMap(timestamp(ofUnixTime:))
    record.propensity = try propensity()
    record.context = RequestContextRecord(
      user: label("user") ?? request["user"].flatMap(Self.label), feature: label("feature"), turns: turns,
      inputTokens: inputTokens)
    return record
  }

  /// A name from the line or its metadata.
  private func label(_ name: StaticString) -> String? { fact(name).flatMap(Self.label) }

  private func fact(_ name: StaticString) -> JSONValue? {
    for place in [line] + metadata {
      if let value = place[name], !value.isNull { return value }
    }
    return nil
  }

  private static func label(_ value: JSONValue) -> String? {
    if let text = value.string { return text.isEmpty ? nil : text }
    return value.digits
  }

  /// As ``label(_:)``, and a part of a second is no reason to take another time.
  private func timestamp() -> String? {
    fact("timestamp").flatMap { Self.label($0) ?? $0.number.map { "\($0)" } }
  }

  private func amount(_ name: StaticString) throws(RecordFault) -> Double? {
    guard let value = fact(name) else { return nil }
    guard let number = value.number ?? value.string.flatMap(Double.init), number.isFinite, number >= 0 else {
      throw RecordFault("\(name)", is: value, expected: "a number of 0 or more")
    }
    return number
  }

  private func propensity() throws(RecordFault) -> Double? {
    guard let value = fact("propensity") else { return nil }
    // Metadata of OpenAI's API holds nothing but strings.
    guard let number = value.number ?? value.string.flatMap(Double.init), number > 0, number <= 1 else {
      throw RecordFault("propensity", is: value, expected: "a number above 0 and up to 1")
    }
    return number
  }

  private func count(_ value: JSONValue?, _ path: String) throws(RecordFault) -> Int? {
    guard let value, !value.isNull else { return nil }
    guard let number = value.integer, number >= 0 else {
      throw RecordFault(path, is: value, expected: "a whole number of 0 or more")
    }
    return number
  }
}

extension JSONValue? {
  /// The value where it is an object.
  fileprivate var object: JSONValue? { flatMap { $0.kind == .object ? $0 : nil } }
}
