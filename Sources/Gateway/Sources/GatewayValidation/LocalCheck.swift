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

  private static func pattern(_ text: String, of check: Check) throws(CheckMistake) -> Pattern {
    guard let pattern = Pattern(text) else {
      throw CheckMistake(check: check.name, message: "'\(text)' is no regular expression")
    }
    return pattern
  }

  /// Whether it works for up to a second: a schema that the caller sent may be made to.
  func mayTakeLong(for request: ChatRequest) -> Bool {
    guard case .schema(nil) = self, case .jsonSchema = request.responseFormat else { return false }
    return true
  }

  /// Why the answer does not pass; nil if it does.
  func failure(of answer: Answer, for request: ChatRequest) -> String? {
    let isOnlyCalls = answer.toolCalls > 0 && answer.text.isEmpty
    switch self {
    case .schema(let schema):
      return isOnlyCalls ? nil : LocalCheck.schemaFailure(schema, answer, request)
    case .matches(let pattern):
      return isOnlyCalls || pattern.matches(answer.text) ? nil : "no match of \(pattern.source)"
    case .lacks(let pattern):
      return pattern.matches(answer.text) ? "a match of \(pattern.source)" : nil
    case .noRefusal:
      return RefusalPatterns.reason(answer)
    case .notEmpty:
      let hasText = answer.text.contains { !$0.isWhitespace }
      return hasText || answer.toolCalls > 0 ? nil : "no text and no tool call"
    case .notTruncated:
      return answer.finishReason == "length" ? "cut off at its token limit" : nil
    }
  }

  /// A request's own schema that is none is not the answer's fault: any JSON passes.
  private static func schemaFailure(_ fixed: JSONSchema?, _ answer: Answer, _ request: ChatRequest) -> String?
  {
    if fixed == nil, request.responseFormat == .text { return nil }
    let value: JSON
    do {
      value = try JSON(parsing: answer.text)
    } catch {
      return "no JSON: \(error)"
    }
    var schema = fixed
    if schema == nil {
      switch request.responseFormat {
      case .text: return nil
      case .jsonObject: return value.objectValue == nil ? "no JSON object" : nil
      case .jsonSchema(let own):
        // Compiling takes time beyond proportion; no schema that a model is asked to follow is as long.
        schema = own.bytes.count > 128 * 1024 ? nil : try? JSONSchema(own)
      }
    }
    let violations = schema?.violations(of: value) ?? []
    return violations.isEmpty ? nil : violations.map(\.description).joined(separator: "; ")
  }
}
