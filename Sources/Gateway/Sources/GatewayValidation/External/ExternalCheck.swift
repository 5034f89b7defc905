import GatewayJSON
import GatewayMoney
import GatewayWire

/// A check that asks someone else.
enum ExternalCheck: Sendable {
  case hook(Hook)
  case spot(SpotCheck)

  /// Its name.
  var name: String {
    switch self {
    case .hook(let hook): hook.name
    case .spot(let spot): spot.name
    }
  }

  /// What it says of the answer.
  func finding(of answer: Answer, for request: ChatRequest) async -> CheckFinding {
    switch self {
    case .hook(let hook): await hook.finding(of: answer, for: request)
    case .spot(let spot): await spot.finding(of: answer, for: request)
    }
  }
}

/// An address that judges answers by its status.
struct Hook: Sendable {
  let name: String
  let url: String
  let labels: Set<String>
  let timeout: Duration
  /// What one means that cannot be reached or may not be asked.
  let fails: Bool
  let transport: (any CheckTransport)?

  func finding(of answer: Answer, for request: ChatRequest) async -> CheckFinding {
    let body: JSON = ["check": .string(name), "request": request.body, "response": Hook.json(answer)]
    do {
      guard let transport else { return unreached }
      let status = try await transport.post(
        url: url, labels: labels, body: body.bytes, timeout: timeout)
      return (200..<300).contains(status) ? .passed : .failed("the hook answered \(status)")
    } catch {
      return unreached
    }
  }

  private var unreached: CheckFinding { fails ? .blocked("the hook could not be reached") : .silent }

  /// `{"text", "tool_calls", "finish_reason", "refusal", "model", "usage"}`; `tool_calls` is a count.
  private static func json(_ answer: Answer) -> JSON {
    [
      "text": .string(answer.text), "tool_calls": .number(answer.toolCalls),
      "finish_reason": answer.finishReason.map(JSON.string) ?? .null,
      "refusal": answer.refusal.map(JSON.string) ?? .null, "model": answer.model.map(JSON.string) ?? .null,
      "usage": answer.usage?.openAI ?? .null,
    ]
  }
}

/// Another model's grade for a share of the answers.
///
/// A grader that cannot be reached, or whose grade cannot be read, lets the answer pass: it looks at a sample, and its
/// failure says nothing about the answer. Answers that only call tools have nothing to grade.
struct SpotCheck: Sendable {
  let name: String
  let model: Int
  let share: Double
  let grade: Double
  let grader: (any CheckGrader)?
  let random: @Sendable () -> Double

  func finding(of answer: Answer, for request: ChatRequest) async -> CheckFinding {
    guard let grader, !answer.text.isEmpty, random() < share else { return .silent }
    let prompt = GradingPrompt.prompt(answer: answer, request: request)
    guard let text = try? await grader.ask(model: model, system: GradingPrompt.system, prompt: prompt),
      let given = GradingPrompt.grade(text)
    else { return .silent }
    return .graded(given, failure: given < grade ? "graded \(given) of 1" : nil)
  }
}
