import GatewayJSON

/// `tools` and `tool_choice` of Anthropic's API as OpenAI has them.
struct MessagesTools {
  private(set) var definitions: [JSON] = []
  /// Which of them to call; nil leaves it to the model.
  private(set) var choice: JSON?
  /// Whether one call at a time is wanted.
  let isSerial: Bool
  /// The first tool that has no like: one that Anthropic runs itself.
  private(set) var obstacle: WireError?

  init(_ native: JSON) throws(WireError) {
    let wanted = native["tool_choice"]
    isSerial = wanted?["disable_parallel_tool_use"]?.boolValue ?? false
    for (index, tool) in (native["tools"]?.arrayValue ?? []).enumerated() {
      let path = "tools.\(index)"
      if let type = tool["type"]?.stringValue, type != "custom" {
        obstacle = obstacle ?? AnthropicRequest.unsupported(path, "tools of the kind '\(type)'")
        continue
      }
      guard let name = tool["name"]?.stringValue else { throw .missing("\(path).name") }
      var function: JSON = ["name": .string(name)]
      if let description = tool["description"], !description.isNull { function["description"] = description }
      function["parameters"] = tool["input_schema"] ?? ["type": "object", "properties": [:]]
      if let strict = tool["strict"]?.boolValue { function["strict"] = .bool(strict) }
      definitions.append(["type": "function", "function": function])
    }
    switch wanted?["type"]?.stringValue {
    case "auto": choice = "auto"
    case "any": choice = "required"
    case "none": choice = "none"
    case "tool": choice = ["type": "function", "function": ["name": wanted?["name"] ?? ""]]
    default: choice = nil
    }
  }
}
