import GatewayJSON

/// What routing needs of one message; the message itself stays in ``ChatRequest/body``.
public struct ChatMessage: Sendable, Equatable {
  /// `system`, `developer`, `user`, `assistant`, `tool`, or whatever else was sent.
  public var role: String
  /// Its text parts, joined by line breaks; empty without any.
  public var text: String
  /// Whether the assistant calls tools in it.
  public var hasToolCalls: Bool
  /// The id of the first of these calls; nil without one.
  public var callID: String?
  /// The call whose result it is.
  public var toolCallID: String?
  /// Whether it has parts that are no text: images, audio, files.
  public var hasOtherParts: Bool

  /// A message.
  public init(
    role: String, text: String, hasToolCalls: Bool = false, callID: String? = nil, toolCallID: String? = nil,
    hasOtherParts: Bool = false
  ) {
    self.role = role
    self.text = text
    self.hasToolCalls = hasToolCalls
    self.callID = callID
    self.toolCallID = toolCallID
    self.hasOtherParts = hasOtherParts
  }

  /// Reads a message, the `index`th, of a chat request.
  init(_ message: JSON, index: Int) throws(WireError) {
    let path = "messages[\(index)]"
    guard case .object = message else { throw .wrongType(path, expected: "an object") }
    guard let role = message["role"]?.stringValue else {
      throw .wrongType("\(path).role", expected: "a string")
    }
    self.role = role
    toolCallID = message["tool_call_id"]?.stringValue
    hasToolCalls =
      message["tool_calls"]?.arrayValue?.isEmpty == false || message["function_call"]?.objectValue != nil
    callID = message["tool_calls"]?[0]?["id"]?.stringValue
    switch message["content"] {
    case nil, .null:
      (text, hasOtherParts) = ("", false)
    case .string(let content):
      (text, hasOtherParts) = (content, false)
    case .array(let parts):
      let texts = parts.compactMap { $0["text"]?.stringValue ?? $0["refusal"]?.stringValue ?? $0.stringValue }
      text = texts.count == 1 ? texts[0] : texts.joined(separator: "\n")
      hasOtherParts = texts.count < parts.count
    default:
      throw .wrongType("\(path).content", expected: "a string or an array of parts")
    }
  }
}
