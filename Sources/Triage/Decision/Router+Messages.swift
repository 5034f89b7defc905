/// One message of a conversation, as chat interfaces send it.
public struct Message: Sendable, Equatable {
  /// `system`, `user`, `assistant`, `tool`, …
  public var role: String
  /// Its text.
  public var content: String

  /// A message.
  public init(role: String, content: String) {
    self.role = role
    self.content = content
  }
}

extension Router {
  /// Decides for a conversation by what the user said last.
  ///
  /// System prompts, earlier answers and tool results are not scored: they are the same for every request of
  /// a feature and would drown the words that differ. A conversation without a user message is scored by
  /// its last message.
  public func decide(messages: [Message], context: RequestContext = RequestContext()) -> Decision {
    let own = messages.last { $0.role == "user" } ?? messages.last
    return decide(own?.content ?? "", context: context)
  }
}
