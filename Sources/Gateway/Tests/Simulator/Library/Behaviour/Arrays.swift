/// What a simulated upstream makes of a completion with an array of prompts; each prompt on its own is answered
/// as ever.
public enum Arrays: String, Sendable, CaseIterable {
  /// One choice for each.
  case taken
  /// The same, the last choice first.
  case reversed
  /// A choice for the first prompt only, as of a server that looks no further; the tokens are counted all the
  /// same.
  case first
  /// 200 with a body that is no JSON.
  case broken
  /// 400.
  case refused
  /// 500.
  case failed

  /// The fault that every array meets.
  var fault: Fault? {
    switch self {
    case .broken: .broken
    case .failed: .error
    case .taken, .reversed, .first, .refused: nil
    }
  }
}
