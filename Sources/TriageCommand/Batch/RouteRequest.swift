import Triage
import TriageRecords

/// What is wrong with a line of requests.
struct RouteProblem: Error {
  var message: String
}

/// One line of `triage route`'s input: places in the line, not copies. Good until the block moves on.
struct RouteRequest {
  var id: JSONValue?
  var context = RequestContext()
  private var words: Words

  private enum Words {
    case inPlace(JSONValue)
    case joined(String)
    case features(FeatureRow)
  }

  init(_ line: JSONLine) throws(RouteProblem) {
    let value: JSONValue
    switch line.content {
    case .success(let parsed): value = parsed
    case .failure(let fault): throw RouteProblem(message: fault.description)
    }
    guard value.kind == .object else {
      throw RouteProblem(message: "not an object, expected {\"prompt\": …}")
    }
    // One walk; of a repeated key the last counts.
    var (prompt, messages, features, context): (JSONValue?, JSONValue?, JSONValue?, JSONValue?)
    for (key, member) in value.members {
      if key.equals("prompt") {
        prompt = member
      } else if key.equals("id") {
        id = member
      } else if key.equals("context") {
        context = member
      } else if key.equals("messages") {
        messages = member
      } else if key.equals("features") {
        features = member
      }
    }
    if let prompt, prompt.kind == .string {
      words = .inPlace(prompt)
    } else if let own = Self.ownWords(messages) {
      words = own
    } else if let features, features.kind == .string {
      guard let bytes = features.withText({ Base64.bytes($0) }) ?? nil, let row = FeatureRow(bytes: bytes)
      else {
        throw RouteProblem(message: "features is no feature row of this version, expected one as base64")
      }
      words = .features(row)
    } else if let prompt, !prompt.isNull {
      throw RouteProblem(message: "prompt is \(prompt.display), expected a string")
    } else {
      throw RouteProblem(message: "no prompt, expected a string \"prompt\" or a list \"messages\"")
    }
    if let context, !context.isNull { self.context = try Self.context(context) }
  }

  /// The router's decision for it.
  func decision(by router: Router) -> Decision {
    if case .inPlace(let value) = words,
      let decision = value.withText({ router.decide(utf8: $0, context: context) })
    {
      return decision
    }
    if case .features(let row) = words { return router.decide(row, context: context) }
    if case .joined(let text) = words { return router.decide(text, context: context) }
    return router.decide("", context: context)
  }

  /// The user's last message: a string, or the text parts of a list, a line each, as an import reads them.
  private static func ownWords(_ messages: JSONValue?) -> Words? {
    guard let messages, messages.kind == .array else { return nil }
    var own: Words?
    for message in messages.elements where message["role"]?.equals("user") == true {
      guard let content = message["content"] else { continue }
      if content.kind == .string {
        own = .inPlace(content)
      } else if content.kind == .array {
        own = .joined(content.elements.compactMap { $0.string ?? $0["text"]?.string }.joined(separator: "\n"))
      }
    }
    return own
  }

  private static func context(_ value: JSONValue) throws(RouteProblem) -> RequestContext {
    guard value.kind == .object else {
      throw RouteProblem(message: "context is \(value.display), expected an object")
    }
    func number(_ name: String, _ range: ClosedRange<Double>) throws(RouteProblem) -> Double? {
      guard let field = value[named: name], !field.isNull else { return nil }
      guard let number = field.number, range.contains(number),
        range.upperBound <= 1 || number == number.rounded()
      else {
        throw RouteProblem(
          message: "context.\(name) is \(field.display), expected a \(range.upperBound > 1 ? "whole " : "")"
            + "number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
      }
      return number
    }
    return RequestContext(
      inputTokens: try number("input_tokens", 0...1e12).map { Int($0) },
      minimumTier: try number("minimum_tier", 0...63).map { Int($0) } ?? 0,
      errorTolerance: try number("error_tolerance", 0...1).map { Float($0) },
      pinnedTier: try number("pinned_tier", 0...63).map { Int($0) })
  }
}
