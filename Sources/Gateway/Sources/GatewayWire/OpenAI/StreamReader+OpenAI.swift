import GatewayJSON
import GatewayMoney

extension StreamReader {
  /// A chunk goes on as it is; `usage` only to those who asked for it.
  mutating func readOpenAI(_ chunk: JSON) -> [JSON] {
    if answer.model == nil { answer.model = chunk["model"]?.stringValue }
    let choices = chunk["choices"]?.arrayValue ?? []
    for choice in choices {
      answer.writtenBytes += Answer.writtenBytes(choice: choice)
      if choice["index"]?.intValue ?? 0 == 0 { readFirst(choice) }
    }
    // Groq tells the usage of streams in a member of its own. Some servers count so far with every chunk.
    if let usage = TokenUsage(openAI: chunk["usage"]) ?? TokenUsage(openAI: chunk["x_groq"]?["usage"]) {
      answer.count(usage, isFinal: choices.isEmpty || answer.finishReason != nil)
    }
    guard !request.includesUsage, let usage = chunk["usage"] else { return [chunk] }
    if choices.isEmpty, !usage.isNull { return [] }
    var chunk = chunk
    chunk["usage"] = nil
    return [chunk]
  }

  /// What a piece of the first choice adds to the answer.
  private mutating func readFirst(_ choice: JSON) {
    if let reason = choice["finish_reason"]?.stringValue { answer.finishReason = reason }
    if request.endpoint == .completions, let text = choice["text"]?.stringValue { answer.text += text }
    guard let delta = choice["delta"] else { return }
    if let text = Answer.text(delta["content"]) { answer.text += text }
    if let refusal = delta["refusal"]?.stringValue, !refusal.isEmpty {
      answer.refusal = (answer.refusal ?? "") + refusal
    }
    for call in delta["tool_calls"]?.arrayValue ?? [] {
      answer.callID = answer.callID ?? call["id"]?.stringValue
      toolIndexes.insert(call["index"]?.intValue ?? 0)
    }
    if delta["function_call"]?.objectValue != nil { toolIndexes.insert(0) }
    answer.toolCalls = toolIndexes.count
  }
}
