public import GatewayJSON

/// A whole answer as the chunks of a stream: for callers who asked for one and upstreams that make none.
public enum StreamedAnswer {
  /// The chunks, in OpenAI's shape, to be sent before `[DONE]`; of an upstream of the caller's own API they hold its events
  /// (``MessagesStream``).
  public static func chunks(_ body: JSON, for request: ChatRequest) -> [JSON] {
    if request.messagesRequest != nil, MessagesAnswer.isNative(body) {
      return StreamedMessage.events(body).map { event in
        .object([.init("model", body["model"] ?? ""), .init(MessagesStream.native, event)])
      }
    }
    var chunk = body
    let usage = body["usage"]
    chunk["usage"] = nil
    let choices = body["choices"]?.arrayValue ?? []
    var chunks: [JSON] = []
    if request.endpoint == .completions {
      chunks = [chunk]
    } else {
      chunk["object"] = "chat.completion.chunk"
      for step in [begun, ended] {
        chunk["choices"] = .array(choices.map(step))
        chunks.append(chunk)
      }
    }
    guard request.includesUsage, let usage, !usage.isNull else { return chunks }
    chunk["choices"] = []
    chunk["usage"] = usage
    return chunks + [chunk]
  }

  /// A choice with all that it says.
  private static func begun(_ choice: JSON) -> JSON {
    var delta = choice["message"] ?? [:]
    if let calls = delta["tool_calls"]?.arrayValue {
      delta["tool_calls"] = .array(
        calls.enumerated().map { index, call in
          var call = call
          call["index"] = .number(index)
          return call
        })
    }
    return [
      "index": choice["index"] ?? 0, "delta": delta, "logprobs": choice["logprobs"] ?? .null,
      "finish_reason": .null,
    ]
  }

  /// Why a choice ended.
  private static func ended(_ choice: JSON) -> JSON {
    [
      "index": choice["index"] ?? 0, "delta": [:], "logprobs": .null,
      "finish_reason": choice["finish_reason"] ?? .null,
    ]
  }
}
