import GatewayJSON
import GatewayWire
import UpstreamSimulator

/// Reads answers as strictly as a client might.
enum Reading {
  /// An answer at once.
  static func whole(_ body: [UInt8], _ question: Load.Question) -> Outcome.End {
    guard let json = try? JSON(parsing: body), let choice = json["choices"]?[0],
      let text = choice["message"]?["content"]?.stringValue, json["usage"]?["prompt_tokens"]?.intValue != nil
    else { return .mixed }
    return judge(text, question)
  }

  /// An answer as events: complete only with `[DONE]`.
  static func stream(_ body: [UInt8], _ question: Load.Question) -> Outcome.End {
    var parser = ServerSentEventParser()
    let events = parser.feed(body) + parser.finish()
    var text = ""
    for (index, event) in events.enumerated() {
      if event.data == "[DONE]" { return index == events.count - 1 ? judge(text, question) : .mixed }
      guard let json = try? JSON(parsing: event.data) else { return .mixed }
      if json["error"] != nil {
        return index == events.count - 1 && isError(json) ? .brokenOff : .unclear
      }
      text += json["choices"]?[0]?["delta"]?["content"]?.stringValue ?? ""
    }
    return .torn
  }

  /// An error's body.
  static func error(_ body: [UInt8]) -> Outcome.End {
    guard let json = try? JSON(parsing: body), isError(json) else { return .unclear }
    return .refused
  }

  /// The code of an error, or its type.
  static func code(_ body: [UInt8]) -> String? {
    let error = (try? JSON(parsing: body))?["error"]
    return error?["code"]?.stringValue ?? error?["type"]?.stringValue
  }

  private static func isError(_ json: JSON) -> Bool {
    guard let error = json["error"], let message = error["message"]?.stringValue, !message.isEmpty,
      error["type"]?.stringValue != nil
    else { return false }
    return error.objectValue?.contains { $0.name == "code" } ?? false
  }

  private static func judge(_ text: String, _ question: Load.Question) -> Outcome.End {
    if text.isEmpty { return .empty }
    return text.hasPrefix("answer " + SimulatedAnswer.hash(question.prompt)) ? .answered : .mixed
  }
}
