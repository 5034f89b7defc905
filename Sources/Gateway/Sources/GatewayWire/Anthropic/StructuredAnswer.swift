import GatewayJSON

/// How an answer in JSON is got from Anthropic's API, which has no `response_format` that all its models know.
///
/// A schema of an object becomes the input of a tool that the model must call, and what it puts in is the answer: that
/// works with every model, gives bare JSON, and streams. Where the caller offers tools too, the model must call one of
/// them or this one; the tool's name is one that none of theirs has. Where no tool may be forced (extended thinking is on, or the caller forces a tool of their own),
/// for other schemas and for `json_object`, the system text tells what to write, and a fence around the answer is taken
/// off (in streams it is not).
struct StructuredAnswer {
  /// The tool to call; nil for another way.
  private(set) var tool: JSON?
  /// Its name; nil without one. A call of it is the answer, and no call for the caller. The same request always gives the same
  /// name, so that who reads the answer knows it.
  private(set) var toolName: String?
  /// What to add to the system text; nil for nothing.
  private(set) var instruction: String?

  /// What a request needs.
  init(_ request: ChatRequest) {
    // A request of Anthropic's own API goes there as it came.
    guard request.messagesRequest == nil else { return }
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
      let name = StructuredAnswer.freeName(request.body)
      toolName = name
      tool = [
        "name": .string(name),
        "description": .string(
          described ?? "Gives the final answer to the user in the form that was asked for."),
        "input_schema": schema,
      ]
    }
  }

  /// `structured_answer`, with a number behind it where the caller has tools of that name, or had in what was said before.
  private static func freeName(_ body: JSON) -> String {
    let offered = (body["tools"]?.arrayValue ?? []) + (body["functions"]?.arrayValue ?? [])
    let called = (body["messages"]?.arrayValue ?? []).flatMap { message in
      (message["tool_calls"]?.arrayValue ?? []) + [message["function_call"] ?? .null]
    }
    let taken = Set(
      (offered + called).compactMap {
        ($0["function"]?["name"] ?? $0["custom"]?["name"] ?? $0["name"])?.stringValue
      })
    let name = "structured_answer"
    guard taken.contains(name) else { return name }
    var number = 2
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
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
