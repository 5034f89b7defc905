public import GatewayJSON

/// What an answer must pass; a failed check moves the request to the next tier.
public struct Check: Sendable {
  /// The kinds of check.
  public enum Kind: Sendable {
    /// The answer is JSON that fits this schema; nil takes the request's own `response_format`, and passes where it has
    /// none.
    case jsonSchema(JSON?)
    /// The answer has a match.
    case matches(String)
    /// The answer has no match.
    case lacks(String)
    /// The answer is no refusal and no "I don't know", by the built-in patterns.
    case noRefusal
    /// The answer is not empty (tool calls count as content).
    case notEmpty
    /// The answer was not cut off at its token limit.
    case notTruncated
    /// A POST of `{request, response}` to this URL is answered by 2xx within the time. Like an upstream it is shown only
    /// what rules allow for its labels; `fails` says what a hook means that cannot be reached or may not be asked.
    case hook(url: String, labels: Set<String> = [], timeout: Duration, fails: Bool)
    /// Another model (an index) is asked, for this share of answers, whether the answer is good; below this grade
    /// (0…1) it is not.
    case spotCheck(model: Int, share: Double, grade: Double)
  }

  /// Its name in the audit.
  public var name: String
  /// What is checked.
  public var kind: Kind

  /// A check.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}
