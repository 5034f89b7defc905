/// The tokens an upstream says it counted for one call.
public struct TokenUsage: Sendable, Hashable {
  /// Tokens of the prompt, cached ones included.
  public var input: Int
  /// Those of `input` that were read from the provider's cache.
  public var cachedInput: Int
  /// Those of `input` that were written to the provider's cache (Anthropic bills them apart).
  public var cacheWrite: Int
  /// Tokens of the answer, reasoning included.
  public var output: Int
  /// Those of `output` that were spent on reasoning.
  public var reasoning: Int

  /// Token counts; what is left out is 0.
  public init(
    input: Int = 0, cachedInput: Int = 0, cacheWrite: Int = 0, output: Int = 0, reasoning: Int = 0
  ) {
    self.input = input
    self.cachedInput = cachedInput
    self.cacheWrite = cacheWrite
    self.output = output
    self.reasoning = reasoning
  }
}
