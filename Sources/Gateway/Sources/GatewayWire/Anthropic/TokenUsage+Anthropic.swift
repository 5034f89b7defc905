public import GatewayJSON
public import GatewayMoney

extension TokenUsage {
  /// Takes the counts that a `usage` object of Anthropic's has, and keeps the others: in streams each object tells some.
  ///
  /// Anthropic counts what was read from and written to its cache beside `input_tokens`; here the input is the sum of
  /// all three.
  public mutating func update(anthropic usage: JSON?) {
    guard let usage else { return }
    let plain = usage["input_tokens"]?.count ?? max(0, input - cachedInput - cacheWrite)
    cachedInput = usage["cache_read_input_tokens"]?.count ?? cachedInput
    cacheWrite = usage["cache_creation_input_tokens"]?.count ?? cacheWrite
    input = plain + cachedInput + cacheWrite
    output = usage["output_tokens"]?.count ?? output
  }
}
