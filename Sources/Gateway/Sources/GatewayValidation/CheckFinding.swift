/// What one check says of an answer.
///
/// Whether the answer passes and how good it is are two things: a hook that cannot be reached may turn an answer down
/// (`fails: true`), but has not looked at it.
enum CheckFinding: Sendable, Equatable {
  /// It looked, and the answer is good.
  case passed
  /// It looked, and the answer is not.
  case failed(String)
  /// Another model's grade, 0…1, and why that is too low, where it is.
  case graded(Double, failure: String?)
  /// It did not look, or says nothing of such an answer, which passes.
  case silent
  /// It could not look, and nothing passes it unseen.
  case blocked(String)

  /// Why the answer does not pass; nil if it does.
  var failure: String? {
    switch self {
    case .failed(let reason), .blocked(let reason): reason
    case .graded(_, let failure): failure
    case .passed, .silent: nil
    }
  }

  /// How good the answer is, 0…1; nil where nothing looked at it.
  var score: Double? {
    switch self {
    case .passed: 1
    case .failed: 0
    case .graded(let grade, _): grade
    case .silent, .blocked: nil
    }
  }
}
