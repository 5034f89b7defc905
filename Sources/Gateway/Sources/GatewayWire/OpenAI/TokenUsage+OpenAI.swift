public import GatewayJSON
public import GatewayMoney

extension TokenUsage {
  /// Reads OpenAI's `usage` object; nil for anything without a token count.
  ///
  /// Cached tokens are also found where DeepSeek has them (`prompt_cache_hit_tokens`), those written to a cache where
  /// the translation of Anthropic's answers puts them (`cache_creation_input_tokens`).
  public init?(openAI usage: JSON?) {
    guard let usage, let input = usage["prompt_tokens"]?.count else { return nil }
    let details = usage["prompt_tokens_details"]
    self.init(
      input: input,
      cachedInput: details?["cached_tokens"]?.count ?? usage["prompt_cache_hit_tokens"]?.count ?? 0,
      cacheWrite: usage["cache_creation_input_tokens"]?.count ?? 0,
      output: usage["completion_tokens"]?.count ?? 0,
      reasoning: usage["completion_tokens_details"]?["reasoning_tokens"]?.count ?? 0)
  }

  /// OpenAI's `usage` object.
  public var openAI: JSON {
    var usage: JSON = [
      "prompt_tokens": .number(input), "completion_tokens": .number(output),
      "total_tokens": .number(input + output),
      "prompt_tokens_details": ["cached_tokens": .number(cachedInput)],
      "completion_tokens_details": ["reasoning_tokens": .number(reasoning)],
    ]
    if cacheWrite > 0 { usage["cache_creation_input_tokens"] = .number(cacheWrite) }
    return usage
  }
}

extension JSON {
  /// A token count: not negative, and small enough that sums of them never overflow.
  var count: Int? { intValue.flatMap { (0...1 << 40).contains($0) ? $0 : nil } }
}
