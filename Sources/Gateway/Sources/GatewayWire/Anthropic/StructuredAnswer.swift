import GatewayJSON

/// How an answer in JSON is got from Anthropic's API, which has no `response_format` that all its models know.
///
/// A schema of an object becomes the input of a tool that the model must call, and what it puts in is the answer: that
/// works with every model, gives bare JSON, and streams. Where the caller offers tools too, the model must call one of
/// them or this one. Where no tool may be forced (extended thinking is on, or the caller forces a tool of their own),
/// for other schemas and for `json_object`, the system text tells what to write, and a fence around the answer is taken
/// off (in streams it is not).
struct StructuredAnswer {
  /// The tool's name.
  static let toolName = "structured_answer"

  /// The tool to call; nil for another way.
  private(set) var tool: JSON?
  /// What to add to the system text; nil for nothing.
  private(set) var instruction: String?

  /// What a request needs.
  init(_ request: ChatRequest) {
    switch request.responseFormat {
    case .text:
      return
    case .jsonObject:
      instruction = "Answer with one JSON object and nothing else: no text around it, no code fence."
    case .jsonSchema(let schema):
      guard StructuredAnswer.mayForce(request.body), schema["type"]?.stringValue == "object" else {
        instruction =
          "Answer with JSON that fits this JSON Schema and nothing else: no text around it, no code fence.\n"
          + schema.text
        return
      }
      let described = request.body["response_format"]?["json_schema"]?["description"]?.stringValue
      tool = [
        "name": .string(StructuredAnswer.toolName),
        "description": .string(
          described ?? "Gives the final answer to the user in the form that was asked for."),
        "input_schema": schema,
      ]
    }
  }

  /// Whether the model may be made to call a tool.
  private static func mayForce(_ body: JSON) -> Bool {
    if let thinking = body["thinking"], thinking["type"]?.stringValue != "disabled", !thinking.isNull {
      return false
    }
    let choice =
      body["tool_choice"]?.stringValue ?? (body["tool_choice"]?.objectValue == nil ? "auto" : "forced")
    return choice == "auto" || choice == "none"
  }

  /// A text without the code fence around it, if it has one.
  static func unfenced(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
      let last = lines.lastIndex(where: { !$0.allSatisfy(\.isWhitespace) }), last > first,
      ["```", "```json", "```JSON"].contains(String(lines[first]).trimmed),
      String(lines[last]).trimmed == "```"
    else { return text }
    return lines[(first + 1)..<last].joined(separator: "\n")
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
