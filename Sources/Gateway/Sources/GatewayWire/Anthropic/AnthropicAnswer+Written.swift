import GatewayJSON

extension AnthropicAnswer {
  /// The bytes that a model wrote of an answer's blocks: texts, thinking, inputs of tools. What a tool of the provider's
  /// found is none of them.
  static func writtenBytes(_ blocks: [JSON]) -> Int {
    blocks.reduce(0) { sum, block in
      let text = block["text"]?.stringValue ?? block["thinking"]?.stringValue ?? block["input"]?.text ?? ""
      return sum + text.utf8.count
    }
  }
}
