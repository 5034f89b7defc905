import GatewayConfiguration
import GatewayJSON
import GatewayWire

/// A check without I/O, compiled.
enum LocalCheck: Sendable {
  /// Nil takes the request's own schema.
  case schema(JSONSchema?)
  case matches(Pattern)
  case lacks(Pattern)
  case noRefusal
  case notEmpty
  case notTruncated

  /// Compiles a check that is neither hook nor spot check.
  init(_ check: Check) throws(CheckMistake) {
    switch check.kind {
    case .jsonSchema(nil): self = .schema(nil)
    case .jsonSchema(let schema?):
      do {
        self = .schema(try JSONSchema(schema))
      } catch {
        throw CheckMistake(check: check.name, message: "its schema is none: \(error)")
      }
    case .matches(let text): self = .matches(try LocalCheck.pattern(text, of: check))
    case .lacks(let text): self = .lacks(try LocalCheck.pattern(text, of: check))
    case .noRefusal: self = .noRefusal
    case .notEmpty, .hook, .spotCheck: self = .notEmpty
    case .notTruncated: self = .notTruncated
    }
  }

  /// With regard to case, unlike the patterns of rules: what an answer must hold is often a code or a name.
  private static func pattern(_ text: String, of check: Check) throws(CheckMistake) -> Pattern {
    guard let pattern = Pattern(text, ignoresCase: false) else {
      throw CheckMistake(check: check.name, message: "'\(text)' is no regular expression")
    }
    return pattern
  }

  /// Whether it works for up to a second: a schema that the caller sent may be made to.
  func mayTakeLong(for request: ChatRequest) -> Bool {
    guard case .schema(nil) = self, case .jsonSchema = request.responseFormat else { return false }
    return true
  }

  /// What it says of the answer.
  func finding(of answer: Answer, for request: ChatRequest) -> CheckFinding {
    let isOnlyCalls = answer.toolCalls > 0 && answer.text.isEmpty
    switch self {
    case .schema(let schema):
      return isOnlyCalls ? .silent : LocalCheck.fit(schema, answer, request)
    case .matches(let pattern):
      return isOnlyCalls ? .silent : LocalCheck.search(pattern, answer, wants: true)
    case .lacks(let pattern):
      return isOnlyCalls ? .silent : LocalCheck.search(pattern, answer, wants: false)
    case .noRefusal:
      if let reason = RefusalPatterns.reason(answer) { return .failed(reason) }
      // The patterns are for text that stands alone.
      return answer.toolCalls > 0 ? .silent : .passed
    case .notEmpty:
      let hasText = answer.text.contains { !$0.isWhitespace }
      return hasText || answer.toolCalls > 0 ? .passed : .failed("no text and no tool call")
    case .notTruncated:
      guard let reason = answer.finishReason else { return .silent }
      return reason == "length" ? .failed("cut off at its token limit") : .passed
    }
  }

  /// The processor time of one search.
  static let patience = Duration.milliseconds(200)

  /// Holds a pattern against the text. A search that was stopped has shown neither that there is a match nor that there
  /// is none, so the answer passes neither kind of check.
  private static func search(_ pattern: Pattern, _ answer: Answer, wants match: Bool) -> CheckFinding {
    var limit = WorkLimit(patience)
    return switch pattern.search(answer.text, within: &limit) {
    case .found: match ? .passed : .failed("a match of \(pattern.source)")
    case .absent: match ? .failed("no match of \(pattern.source)") : .passed
    case .unknown: .blocked("the search for \(pattern.source) was given up")
    }
  }

  /// A request's own schema that is none is not the answer's fault: any JSON passes.
  private static func fit(_ fixed: JSONSchema?, _ answer: Answer, _ request: ChatRequest) -> CheckFinding {
    if fixed == nil, request.responseFormat == .text { return .silent }
    let value: JSON
    do {
      value = try JSON(parsing: answer.text)
    } catch {
      return .failed("no JSON: \(error)")
    }
    var schema = fixed
    if schema == nil {
      switch request.responseFormat {
      case .text: return .silent
      case .jsonObject: return value.objectValue == nil ? .failed("no JSON object") : .passed
      case .jsonSchema(let own):
        // Compiling takes time beyond proportion; no schema that a model is asked to follow is as long.
        schema = own.bytes.count > 128 * 1024 ? nil : try? JSONSchema(own)
      }
    }
    guard let (violations, isUnknown) = schema?.judgement(of: value), !violations.isEmpty else {
      return .passed
    }
    let reason = violations.map(\.description).joined(separator: "; ")
    return isUnknown ? .blocked(reason) : .failed(reason)
  }
}
