/// How one model did on one prompt.
public struct Outcome: Sendable, Equatable {
  /// The model's name.
  public var model: String
  /// How good its answer was, from 0 (useless) to 1 (as good as asked).
  public var score: Double
  /// What the answer cost, in dollars, 0 or more.
  public var cost: Double?
  /// Tokens the model read.
  public var inputTokens: Int?
  /// Tokens the model wrote.
  public var outputTokens: Int?
  /// From request to full answer, in milliseconds.
  public var latencyMilliseconds: Double?

  /// An outcome.
  public init(
    model: String, score: Double, cost: Double? = nil, inputTokens: Int? = nil, outputTokens: Int? = nil,
    latencyMilliseconds: Double? = nil
  ) {
    self.model = model
    self.score = score
    self.cost = cost
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
    self.latencyMilliseconds = latencyMilliseconds
  }
}
