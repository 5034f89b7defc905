/// What a model's tokens cost, each an amount for one token.
///
/// Providers quote dollars a million tokens: a quoted $0.15 is 150,000 picodollars a token, which is exact for quotes
/// with up to six decimals.
public struct TokenPrice: Sendable, Hashable {
  /// For a token of the prompt.
  public var input: Money
  /// For a token of the prompt read from the provider's cache.
  public var cachedInput: Money
  /// For a token of the prompt written to the provider's cache.
  public var cacheWrite: Money
  /// For a token of the answer, reasoning included.
  public var output: Money

  /// Prices for one token; cached tokens cost what others do unless said otherwise.
  public init(input: Money, cachedInput: Money? = nil, cacheWrite: Money? = nil, output: Money) {
    self.input = input
    self.cachedInput = cachedInput ?? input
    self.cacheWrite = cacheWrite ?? input
    self.output = output
  }

  /// What a call with this usage costs, exactly. Counts that contradict each other (more cached than counted) are
  /// clamped.
  public func cost(of usage: TokenUsage) -> Money {
    let cached = max(0, min(usage.cachedInput, usage.input))
    let written = max(0, min(usage.cacheWrite, usage.input - cached))
    return input * max(0, usage.input - cached - written) + cachedInput * cached + cacheWrite * written
      + output * max(0, usage.output)
  }
}
