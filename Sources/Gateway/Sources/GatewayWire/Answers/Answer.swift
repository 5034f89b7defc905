public import GatewayMoney

/// What the gateway needs of an answer; the answer itself goes on to the caller.
public struct Answer: Sendable, Equatable {
  /// The first choice's text, or JSON.
  public var text: String
  /// How many tools the first choice calls.
  public var toolCalls: Int
  /// The id of the first of these calls, by which the caller's next request shows that it follows; nil without one.
  public var callID: String?
  /// Why it ended, in OpenAI's words: `stop`, `length`, `tool_calls`, `content_filter`; nil for not ended.
  public var finishReason: String?
  /// The refusal that a provider marks as such; never empty.
  public var refusal: String?
  /// The tokens it counted in the end; nil where it did not say, or has not yet.
  public var usage: TokenUsage?
  /// What it counted before its end, as some do when a stream begins or with each of its events; nil once ``usage`` is
  /// known.
  public var counted: TokenUsage?
  /// The bytes of all that the model wrote, from which tokens are estimated: every choice's text and refusal, reasoning
  /// and the arguments of calls.
  public var writtenBytes: Int
  /// What the upstream calls the model that answered.
  public var model: String?

  /// An answer; without arguments one of which nothing has come yet.
  public init(
    text: String = "", toolCalls: Int = 0, callID: String? = nil, finishReason: String? = nil,
    refusal: String? = nil, usage: TokenUsage? = nil, writtenBytes: Int? = nil, model: String? = nil
  ) {
    self.text = text
    self.toolCalls = toolCalls
    self.callID = callID
    self.finishReason = finishReason
    self.refusal = refusal
    self.usage = usage
    self.writtenBytes = writtenBytes ?? text.utf8.count
    self.model = model
  }

  /// Takes note of counts; those that came before the end may be of the beginning alone.
  mutating func count(_ counts: TokenUsage, isFinal: Bool) {
    if isFinal {
      (usage, counted) = (counts, nil)
    } else if usage == nil {
      counted = counts
    }
  }
}
