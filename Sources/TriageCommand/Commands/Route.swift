import ArgumentParser
import Triage
import TriageRecords

/// `triage route`
struct Route: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide which model a prompt needs: one decision a line.",
    discussion: """
      With a PROMPT, decides for it. Without, reads JSON Lines from standard input: objects with "prompt", or \
      with OpenAI-style "messages" of which the user's last is scored, and optionally "id" and "context" \
      {"input_tokens", "minimum_tier", "error_tolerance", "pinned_tier"}. Order is kept.
      """)

  @OptionGroup var option: RouterOption

  @Option(name: .long, help: "Bad lines to skip before giving up.")
  var maxBad = 0

  @Argument(help: "The prompt.")
  var prompt: String?

  func run() throws {
    try reportingFailures {
      let (_, router) = try option.load()
      var line = DecisionLine(router)
      if let prompt { return try Console.write(line.bytes(router.decide(prompt), id: nil)) }

      let reader = try JSONLinesReader(path: "-")
      var output: [UInt8] = []
      var bad = 0
      while let next = try reader.next() {
        do throws(RouteProblem) {
          let request = try RouteRequest(next)
          output += line.bytes(router.decide(request.prompt, context: request.context), id: request.id)
        } catch {
          bad += 1
          let message = "-:\(next.number): \(error.message)"
          guard bad <= maxBad else {
            try Console.write(output)
            throw Failure(message: message, code: Failure.badData)
          }
          Console.warn(message)
        }
        if output.count > 1 << 16 {
          try Console.write(output)
          output.removeAll(keepingCapacity: true)
        }
      }
      try Console.write(output)
    }
  }
}

/// What is wrong with a line of requests.
struct RouteProblem: Error {
  var message: String
}

/// One line of `triage route`'s input.
struct RouteRequest {
  var id: String?
  var prompt: String
  var context = RequestContext()

  init(_ line: JSONLine) throws(RouteProblem) {
    let value: JSONValue
    switch line.content {
    case .success(let parsed): value = parsed
    case .failure(let fault): throw RouteProblem(message: fault.description)
    }
    guard value.kind == .object else {
      throw RouteProblem(message: "not an object, expected {\"prompt\": …}")
    }
    if let text = value["prompt"]?.string {
      prompt = text
    } else if let text = Self.ownWords(value["messages"]) {
      prompt = text
    } else {
      throw RouteProblem(message: "no prompt, expected a string \"prompt\" or a list \"messages\"")
    }
    id = value["id"]?.string ?? value["id"]?.integer.map { String($0) }
    if let context = value["context"], !context.isNull { self.context = try Self.context(context) }
  }

  /// The user's last message: a string, or the text parts of a list.
  private static func ownWords(_ messages: JSONValue?) -> String? {
    guard let messages, messages.kind == .array else { return nil }
    var own: String?
    for message in messages.elements where message["role"]?.string == "user" {
      guard let content = message["content"] else { continue }
      if let text = content.string {
        own = text
      } else if content.kind == .array {
        own = content.elements.compactMap { $0["text"]?.string }.joined(separator: "\n")
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
