/// What a model costs, and how much it reads.
public struct Price: Sendable, Equatable {
  /// Dollars per million input tokens.
  public var input: Double
  /// Dollars per million output tokens.
  public var output: Double
  /// The longest input in tokens, where known.
  public var contextWindow: Int?

  /// A price.
  public init(input: Double, output: Double, contextWindow: Int? = nil) {
    self.input = input
    self.output = output
    self.contextWindow = contextWindow
  }

  /// Dollars for one request.
  public func cost(inputTokens: Double, outputTokens: Double) -> Double {
    (input * inputTokens + output * outputTokens) / 1_000_000
  }
}
