import GatewayJSON
import GatewayMoney
import GatewayUpstreams
import GatewayValidation
import GatewayWire

/// An answer on its way to the caller.
struct Delivery: Sendable {
  /// The answer whole, or as the chunks of a stream.
  enum Content: Sendable {
    /// A body in OpenAI's shape.
    case whole(JSON)
    /// All chunks of a stream that was held back for its checks.
    case held([JSON])
    /// The first chunks of a stream, and the rest to come.
    case live([JSON], UpstreamStream, Breaker.Permit)
  }

  var content: Content
  /// What was read of it; of a live stream only the beginning.
  var answer: Answer
  /// Its tokens as they are booked, counted or estimated; nil of a live stream, where the end tells.
  var usage: TokenUsage?
  var tier: Int
  var model: Int
  /// The checks it failed.
  var failures: [CheckFailure] = []
  /// When its call began.
  var start: ContinuousClock.Instant
  /// From the call until the head of its answer.
  var firstByte: Duration = .zero
  /// The prompts of its call, where that was an array.
  var array: Int?
}
