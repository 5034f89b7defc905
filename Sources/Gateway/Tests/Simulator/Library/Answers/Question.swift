import GatewayJSON

/// What a simulated upstream reads of a request.
struct Question {
  enum Dialect {
    case chat, completions, anthropic
  }

  var dialect: Dialect
  var model: String
  var isStream: Bool
  var includesUsage: Bool
  /// The last user message's text.
  var prompt: String
  /// The prompts of an array of them, each with its number of bytes; none where there is but one prompt.
  var array: [Question] = []
  /// Bytes of all messages' texts.
  var bytes: Int
  /// The tools to call; none where the answer is a text.
  var tools: [(name: String, schema: JSON)] = []
  /// The schema to answer by; `{}` where only JSON is asked for, nil where text is.
  var schema: JSON?

  /// Nil with a reason where the request is malformed.
  static func read(_ dialect: Dialect, _ body: [UInt8]) -> Result<Question, Malformed> {
    guard let json = try? JSON(parsing: body), case .object = json else {
      return .failure(Malformed("the body is no JSON object"))
    }
    guard let model = json["model"]?.stringValue else { return .failure(Malformed("no model")) }
    var question = Question(
      dialect: dialect, model: model, isStream: json["stream"]?.boolValue ?? false, includesUsage: true,
      prompt: "", bytes: 0)
    if dialect == .completions {
      let prompts = json["prompt"]?.arrayValue ?? json["prompt"].map { [$0] } ?? []
      let texts = prompts.compactMap(\.stringValue)
      guard !prompts.isEmpty, texts.count == prompts.count else { return .failure(Malformed("no prompt")) }
      guard texts.count == 1 || !question.isStream else { return .failure(Malformed("no streams of arrays")) }
      question.take(texts)
    } else {
      guard let messages = json["messages"]?.arrayValue, !messages.isEmpty else {
        return .failure(Malformed("no messages"))
      }
      question.take(messages)
      question.bytes += text(json["system"]).utf8.count
    }
    if dialect == .anthropic {
      guard json["max_tokens"]?.intValue != nil else {
        return .failure(Malformed("max_tokens: field required"))
      }
    } else {
      question.includesUsage = json["stream_options"]?["include_usage"]?.boolValue ?? false
    }
    question.takeTools(json)
    question.takeFormat(json)
    return .success(question)
  }

  private mutating func take(_ prompts: [String]) {
    let each = prompts.map { prompt in
      var question = self
      question.prompt = prompt
      question.bytes = prompt.utf8.count
      return question
    }
    prompt = prompts.joined(separator: "\n")
    bytes = each.reduce(0) { $0 + $1.bytes }
    if each.count > 1 { array = each }
  }

  private mutating func take(_ messages: [JSON]) {
    for message in messages {
      let text = Question.text(message["content"])
      bytes += text.utf8.count
      if message["role"]?.stringValue == "user" { prompt = text }
    }
  }

  /// Calls the first tool, the one that is asked for, or as many as `[[calls:N]]` in the prompt says, unless the last
  /// message brings a tool's result.
  private mutating func takeTools(_ json: JSON) {
    guard let tools = json["tools"]?.arrayValue, let first = tools.first else { return }
    let last = json["messages"]?.arrayValue?.last
    let bringsResult =
      last?["role"]?.stringValue == "tool"
      || last?["content"]?.arrayValue?.contains { $0["type"]?.stringValue == "tool_result" } ?? false
    let choice = json["tool_choice"]
    guard !bringsResult, choice?.stringValue != "none", choice?["type"]?.stringValue != "none" else { return }
    let wanted = choice?["function"]?["name"]?.stringValue ?? choice?["name"]?.stringValue
    let found = tools.first { Question.name(of: $0) == wanted } ?? first
    let schema = found["function"]?["parameters"] ?? found["input_schema"] ?? [:]
    self.tools = [(Question.name(of: found) ?? "tool", schema)]
    guard let count = mark("calls").flatMap({ Int($0) }), (0...16).contains(count) else { return }
    self.tools = (0..<count).map { number in
      let called = tools[number % tools.count]
      let schema = called["function"]?["parameters"] ?? called["input_schema"] ?? [:]
      return (Question.name(of: called) ?? "tool", schema)
    }
  }

  private mutating func takeFormat(_ json: JSON) {
    switch json["response_format"]?["type"]?.stringValue {
    case "json_schema": schema = json["response_format"]?["json_schema"]?["schema"] ?? [:]
    case "json_object": schema = [:]
    default: break
    }
  }

  private static func name(of tool: JSON) -> String? {
    tool["function"]?["name"]?.stringValue ?? tool["name"]?.stringValue
  }

  /// The text of a content: a string, or the text parts of an array.
  static func text(_ content: JSON?) -> String {
    switch content {
    case .string(let text): text
    case .array(let parts): parts.compactMap { $0["text"]?.stringValue }.joined(separator: "\n")
    default: ""
    }
  }
}

/// Why a simulated upstream refuses a request.
struct Malformed: Error {
  var message: String
  init(_ message: String) { self.message = message }
}
