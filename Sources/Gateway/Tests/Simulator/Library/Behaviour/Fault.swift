/// The ways in which a simulated upstream goes wrong.
public enum Fault: String, Sendable, CaseIterable {
  /// Answers in full, but only after ``Behaviour/slow``.
  case slow
  /// A well-formed answer with no text in it.
  case wrong
  /// Ends the connection in the middle of the answer.
  case cut
  /// 429 with Retry-After.
  case limit
  /// 200 with a body (or, in a stream, an event) that is no JSON.
  case broken
  /// Never answers; the connection stays open.
  case hang
  /// Answers by half, then nothing more; the connection stays open.
  case stall
  /// Resets the connection instead of answering.
  case reset
  /// 500 with an error of the dialect's shape.
  case error
  /// In a stream, an error event in the middle; otherwise as ``error``.
  case event
  /// Answers at once, in full, whether or not a stream was asked for.
  case whole
  /// Answers in full and does not count the tokens.
  case uncounted
}
