import GatewayJSON

/// `tools` and `tool_choice` as Anthropic wants them.
struct AnthropicTools {
  /// The tools.
  private(set) var definitions: [JSON] = []
  /// Which of them to call; nil leaves it to the model.
  private(set) var choice: JSON?

  /// Translates those of a request; `usedBefore` names the tools that its history calls.
  init(_ request: ChatRequest, structured: StructuredAnswer, usedBefore: [String]) throws(WireError) {
    let source = request.body
    for (index, tool) in (source["tools"]?.arrayValue ?? []).enumerated() {
      definitions.append(try AnthropicTools.definition(tool, path: "tools[\(index)]"))
    }
    for function in source["functions"]?.arrayValue ?? [] {
      definitions.append(AnthropicTools.definition(function))
    }
    if !definitions.isEmpty {
      choice = wanted(source["tool_choice"] ?? source["function_call"])
      if let allowed = source["tool_choice"]?["allowed_tools"]?["tools"]?.arrayValue {
        let names = Set(allowed.compactMap { ($0["function"]?["name"] ?? $0["name"])?.stringValue })
        definitions.removeAll { !names.contains($0["name"]?.stringValue ?? "") }
      }
    } else if !usedBefore.isEmpty {
      // A history with calls must come with definitions, though none is to be called any more.
      definitions = usedBefore.map { AnthropicTools.definition(["name": .string($0)]) }
      choice = ["type": "none"]
    }
    if let tool = structured.tool, let name = structured.toolName { force(tool, name) }
    if source["parallel_tool_calls"]?.boolValue == false, !definitions.isEmpty {
      var limited = choice ?? ["type": "auto"]
      if limited["type"]?.stringValue != "none" { limited["disable_parallel_tool_use"] = true }
      choice = limited
    }
  }

  /// Adds the tool that takes the answer: the only one to call, or one of those to call.
  private mutating func force(_ tool: JSON, _ name: String) {
    let only = definitions.isEmpty || choice?["type"]?.stringValue == "none"
    choice = only ? ["type": "tool", "name": .string(name)] : ["type": "any"]
    definitions.append(tool)
  }

  /// A `tool_choice`.
  private func wanted(_ choice: JSON?) -> JSON? {
    let mode = choice?.stringValue ?? choice?["allowed_tools"]?["mode"]?.stringValue
    switch mode {
    case "auto": return ["type": "auto"]
    case "required": return ["type": "any"]
    case "none": return ["type": "none"]
    default:
      return (choice?["function"]?["name"] ?? choice?["name"]).map { ["type": "tool", "name": $0] }
    }
  }

  /// A tool of OpenAI's shape; one in Anthropic's own passes.
  private static func definition(_ tool: JSON, path: String) throws(WireError) -> JSON {
    if let function = tool["function"] {
      var definition = definition(function)
      if let control = tool["cache_control"] { definition["cache_control"] = control }
      return definition
    }
    guard tool["type"]?.stringValue != "custom" || tool["input_schema"] != nil else {
      throw AnthropicRequest.unsupported(path, "tools of free text")
    }
    return tool
  }

  /// A function's definition; its schema must say that it is an object.
  private static func definition(_ function: JSON) -> JSON {
    var definition: JSON = ["name": function["name"] ?? ""]
    if let description = function["description"], !description.isNull {
      definition["description"] = description
    }
    var schema = function["parameters"] ?? .object([])
    if schema.objectValue?.isEmpty ?? true { schema = ["type": "object", "properties": [:]] }
    if schema["type"] == nil { schema["type"] = "object" }
    definition["input_schema"] = schema
    return definition
  }
}
