import GatewayJSON

/// The answer to a question: the same for the same question, so that totals can be foretold.
///
/// The text begins with `answer` and the FNV-1a hash of the prompt in hexadecimal, so that a client can tell its own answer
/// from another's. Tokens: a quarter of the messages' bytes, rounded up, for the prompt, of which every 16th prompt length
/// has half in the cache; 8 to 23 by the prompt's length for the answer, of which every eighth length has 3 for reasoning.
public struct SimulatedAnswer: Sendable {
  var pieces: [String]
  var calls: [(name: String, arguments: String)] = []
  var input: Int
  var cachedInput: Int
  var output: Int
  var reasoning: Int
  /// The answers to an array of prompts, whose tokens this one's are the sums of; none where there is but one prompt.
  var array: [SimulatedAnswer] = []

  init(_ question: Question, isEmpty: Bool) {
    input = (question.bytes + 3) / 4
    cachedInput = question.bytes % 16 == 0 ? input / 2 : 0
    output = 8 + question.bytes % 16
    // Anthropic's usage does not tell reasoning apart.
    reasoning = question.bytes % 8 == 0 && question.dialect != .anthropic ? 3 : 0
    if isEmpty {
      pieces = [""]
    } else if let said = question.mark("say") {
      pieces = [String(said.prefix(said.count / 2)), String(said.dropFirst(said.count / 2))]
    } else if let schema = question.schema {
      let text = Specimen.of(schema, root: schema).text
      pieces = [String(text.prefix(text.count / 2)), String(text.dropFirst(text.count / 2))]
    } else {
      let hash = SimulatedAnswer.hash(question.prompt)
      pieces = ["answer ", hash] + (0..<output - 3).map { SimulatedAnswer.words[$0 % 8] }
    }
    if !isEmpty, !question.tools.isEmpty {
      pieces = []
      calls = question.tools.map { ($0.name, Specimen.of($0.schema, root: $0.schema).text) }
    }
  }

  /// The answer to an array of prompts.
  init(_ array: [SimulatedAnswer]) {
    pieces = []
    self.array = array
    input = array.reduce(0) { $0 + $1.input }
    cachedInput = array.reduce(0) { $0 + $1.cachedInput }
    output = array.reduce(0) { $0 + $1.output }
    reasoning = array.reduce(0) { $0 + $1.reasoning }
  }

  var text: String { pieces.joined() }

  private static let words = [" all", " of", " this", " is", " as", " it", " should", " be"]

  /// FNV-1a, 64 bits, of a prompt, as 16 hexadecimal digits.
  public static func hash(_ prompt: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in prompt.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The simplest value that a JSON schema allows.
enum Specimen {
  static func of(_ schema: JSON, root: JSON, depth: Int = 0) -> JSON {
    guard depth < 32 else { return .null }
    if let constant = schema["const"] { return constant }
    if let first = schema["enum"]?[0] { return first }
    if let reference = schema["$ref"]?.stringValue {
      let found = reference.split(separator: "/").dropFirst().reduce(Optional(root)) { $0?[String($1)] }
      return found.map { of($0, root: root, depth: depth + 1) } ?? .null
    }
    if let first = schema["anyOf"]?[0] ?? schema["oneOf"]?[0] {
      return of(first, root: root, depth: depth + 1)
    }
    switch schema["type"]?.stringValue ?? schema["type"]?[0]?.stringValue {
    case "string": return "text"
    case "integer": return .number(schema["minimum"]?.intValue ?? 1)
    case "number": return .number(schema["minimum"]?.doubleValue ?? 1.5)
    case "boolean": return true
    case "null": return .null
    case "array":
      return .array([of(schema["items"] ?? ["type": "string"], root: root, depth: depth + 1)])
    default:
      let members = schema["properties"]?.objectValue ?? []
      return .object(members.map { .init($0.name, of($0.value, root: root, depth: depth + 1)) })
    }
  }
}
