public import GatewayJSON

/// Reads the events of a streamed answer: what to pass on, in OpenAI's shape, and what the answer is so far.
public struct StreamReader: Sendable {
  let dialect: Dialect
  let request: ChatRequest
  /// The answer so far.
  public internal(set) var answer = Answer()
  /// Whether the upstream said that this was all (`[DONE]`, `message_stop`). A stream that ends before is cut off,
  /// unless ``answer`` has a finish reason: some servers leave the last event out.
  public internal(set) var isDone = false
  /// Where Anthropic's stream is.
  var anthropic: AnthropicStreamState
  /// The tool calls seen, by index.
  var toolIndexes: Set<Int> = []

  init(_ dialect: Dialect, for request: ChatRequest) {
    self.dialect = dialect
    self.request = request
    anthropic = AnthropicStreamState(dialect == .anthropic ? request : nil)
  }

  /// The chunks to pass on for an event, none or more. Each is to be sent as the data of an event, and `[DONE]` after
  /// the last one, which this does not return.
  ///
  /// An error inside the stream is thrown, and so is data that is no JSON (502). Amortised linear in the event.
  public mutating func read(_ event: ServerSentEvent) throws(WireError) -> [JSON] {
    if isDone { return [] }
    // A field without a value, as some servers send to keep a connection open, says nothing.
    if event.event != "error", event.data.allSatisfy(\.isWhitespace) { return [] }
    if event.data == "[DONE]" {
      isDone = true
      if let last = answer.counted { answer.count(last, isFinal: true) }
      return []
    }
    let data: JSON
    do {
      data = try JSON(parsing: event.data)
    } catch {
      throw .badAnswer("An event of the upstream's stream could not be read as JSON: \(error).")
    }
    if event.event == "error" || data["error"]?.isNull == false { throw dialect.error(status: nil, data) }
    switch dialect {
    case .openai: return readOpenAI(data)
    case .anthropic:
      let chunks = readAnthropic(data)
      guard request.messagesRequest != nil else { return chunks }
      return [.object([.init("model", .string(answer.model ?? "")), .init(MessagesStream.native, data)])]
    }
  }
}
