public import GatewayMoney

/// What the gateway needs of an answer; the answer itself goes on to the caller.
public struct Answer: Sendable, Equatable {
  /// The first choice's text, or JSON.
  public var text: String
  /// How many tools the first choice calls.
  public var toolCalls: Int
  /// Why it ended, in OpenAI's words: `stop`, `length`, `tool_calls`, `content_filter`; nil for not ended.
  public var finishReason: String?
  /// The refusal that a provider marks as such; never empty.
  public var refusal: String?
  /// The tokens it counted; nil where it did not say.
  public var usage: TokenUsage?
  /// What the upstream calls the model that answered.
  public var model: String?

  /// An answer; without arguments one of which nothing has come yet.
  public init(
    text: String = "", toolCalls: Int = 0, finishReason: String? = nil, refusal: String? = nil,
    usage: TokenUsage? = nil, model: String? = nil
  ) {
    self.text = text
    self.toolCalls = toolCalls
    self.finishReason = finishReason
    self.refusal = refusal
    self.usage = usage
    self.model = model
  }
}
