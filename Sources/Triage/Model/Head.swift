/// One model as a router knows it: its name and what it costs.
public struct Head: Sendable, Equatable {
  /// The model's name, as in the outcome records.
  public var name: String
  /// Dollars per million input tokens, where known.
  public var inputPrice: Double?
  /// Dollars per million output tokens, where known.
  public var outputPrice: Double?
  /// Mean dollars a request in the training records, where known.
  public var meanCost: Double?
  /// The longest input it takes, in tokens; nil where unknown.
  public var contextWindow: Int?
  /// The logarithm of its mean output tokens given an average prompt; 0 where no length head was fitted.
  package var lengthOffset: Float

  package init(
    name: String, inputPrice: Double? = nil, outputPrice: Double? = nil, meanCost: Double? = nil,
    contextWindow: Int? = nil, lengthOffset: Float = 0
  ) {
    self.name = name
    self.inputPrice = inputPrice
    self.outputPrice = outputPrice
    self.meanCost = meanCost
    self.contextWindow = contextWindow
    self.lengthOffset = lengthOffset
  }
}
