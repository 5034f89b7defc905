extension OutcomeRecord {
  /// Writes the record as one JSON object, in the field order of the design page; what is absent is left out.
  ///
  /// It reads back as the same record, apart from ``line`` and ``fileIndex``. A score that is not finite
  /// becomes null, which a reader refuses.
  public func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", id)
    json.member("prompt", features == nil ? prompt : nil)
    json.member("features", features.map { Base64.text($0) })
    json.member("domain", domain)
    json.member("group", group)
    json.member("split", split)
    json.member("timestamp", timestamp)
    if context != RequestContextRecord() {
      json.key("context")
      json.beginObject()
      json.member("user", context.user)
      json.member("feature", context.feature)
      json.member("turns", context.turns)
      json.member("input_tokens", context.inputTokens)
      json.endObject()
    }
    json.key("outcomes")
    json.beginObject()
    for outcome in outcomes {
      json.key(outcome.model)
      json.beginObject()
      json.member("score", outcome.score)
      json.member("cost", outcome.cost)
      json.member("input_tokens", outcome.inputTokens)
      json.member("output_tokens", outcome.outputTokens)
      json.member("latency_ms", outcome.latencyMilliseconds)
      json.endObject()
    }
    json.endObject()
    json.member("chosen", chosen)
    json.member("propensity", propensity)
    json.member("weight", weight == 1 ? nil : weight)
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func member(_ name: String, _ value: String?) {
    guard let value else { return }
    key(name)
    string(value)
  }

  fileprivate mutating func member(_ name: String, _ value: Int?) {
    guard let value else { return }
    key(name)
    number(value)
  }

  /// Whole numbers, as most scores are, without `.0`.
  fileprivate mutating func member(_ name: String, _ value: Double?) {
    guard let value else { return }
    key(name)
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { number(whole) } else { number(value) }
  }
}
