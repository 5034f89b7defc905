/// What a request asks for.
public enum Endpoint: String, Sendable, CaseIterable {
  /// `POST /v1/chat/completions`.
  case chat
  /// `POST /v1/completions`: one prompt, one text.
  case completions
  /// `POST /v1/messages`, Anthropic's: a chat that is answered in that API's shape.
  case messages
}
