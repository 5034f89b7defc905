import GatewayJSON
import GatewayMoney
import GatewayWire

/// A check that asks someone else.
enum ExternalCheck: Sendable {
  case hook(Hook)
  case spot(SpotCheck)

  /// Why the answer does not pass; nil if it does.
  func failure(of answer: Answer, for request: ChatRequest) async -> CheckFailure? {
    switch self {
    case .hook(let hook):
      await hook.failure(of: answer, for: request).map { CheckFailure(check: hook.name, reason: $0) }
    case .spot(let spot):
      await spot.failure(of: answer, for: request).map { CheckFailure(check: spot.name, reason: $0) }
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

  func failure(of answer: Answer, for request: ChatRequest) async -> String? {
    let body: JSON = ["check": .string(name), "request": request.body, "response": Hook.json(answer)]
    do {
      guard let transport else { return fails ? "the hook could not be reached" : nil }
      let status = try await transport.post(
        url: url, labels: labels, body: body.bytes, timeout: timeout)
      return (200..<300).contains(status) ? nil : "the hook answered \(status)"
    } catch {
      return fails ? "the hook could not be reached" : nil
    }
  }

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

  func failure(of answer: Answer, for request: ChatRequest) async -> String? {
    guard let grader, !answer.text.isEmpty, random() < share else { return nil }
    let prompt = GradingPrompt.prompt(answer: answer, request: request)
    guard let text = try? await grader.ask(model: model, system: GradingPrompt.system, prompt: prompt),
      let given = GradingPrompt.grade(text), given < grade
    else { return nil }
    return "graded \(given) of 1"
  }
}
