public import GatewayConfiguration
import GatewayJSON
public import GatewayWire

/// Carries out checks on answers. Compiled once, used from any task.
///
/// Checks of what the answer says (schema, patterns) say nothing of one that calls tools and has no text. Hooks and
/// graders, which cost time and money, are asked only after all the others have passed.
public struct AnswerChecker: Sendable {
  /// The checks without I/O, in order.
  private let local: [(name: String, check: LocalCheck)]
  /// Those with, in order.
  private let external: [ExternalCheck]

  /// Keywords of the checks' schemas that are not understood and would change their meaning, each with the check's name:
  /// `invoice: /items: unevaluatedItems`. `check` warns of them.
  public let unsupportedKeywords: [String]

  /// Whether there is nothing to check, so that streams need not be held back.
  public var isEmpty: Bool { local.isEmpty && external.isEmpty }

  /// Compiles checks.
  ///
  /// - Parameters:
  ///   - checks: What to check.
  ///   - transport: Calls hooks; without one they count as unreachable.
  ///   - grader: Asks models; without one spot checks pass.
  ///   - random: A number from 0 up to 1 that decides which answers are spot checked: those below the share.
  /// - Throws: The first check that cannot be: a schema that is none, a pattern that is no regular expression, a hook's
  ///   address that is not HTTP.
  public init(
    checks: [Check], transport: (any CheckTransport)? = nil, grader: (any CheckGrader)? = nil,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) throws(CheckMistake) {
    var local: [(name: String, check: LocalCheck)] = []
    var external: [ExternalCheck] = []
    var unsupported: [String] = []
    for check in checks {
      switch check.kind {
      case .hook(let url, let labels, let timeout, let fails):
        guard url.utf8.starts(with: "http://".utf8) || url.utf8.starts(with: "https://".utf8) else {
          throw CheckMistake(check: check.name, message: "'\(url)' is no http or https address")
        }
        external.append(
          .hook(
            Hook(
              name: check.name, url: url, labels: labels, timeout: timeout, fails: fails,
              transport: transport)))
      case .spotCheck(let model, let share, let grade):
        external.append(
          .spot(
            SpotCheck(
              name: check.name, model: model, share: share, grade: grade, grader: grader, random: random)))
      default:
        let compiled = try LocalCheck(check)
        if case .schema(let schema?) = compiled {
          unsupported += schema.unsupported.map { "\(check.name): \($0)" }
        }
        local.append((check.name, compiled))
      }
    }
    self.local = local
    self.external = external
    unsupportedKeywords = unsupported
  }

  /// What the checks say of the answer.
  public func verdict(of answer: Answer, for request: ChatRequest) async -> AnswerVerdict {
    let isBounded = !local.contains { $0.check.mayTakeLong(for: request) }
    var verdict =
      isBounded
      ? localVerdict(of: answer, for: request) : await offLoop { localVerdict(of: answer, for: request) }
    for check in external where verdict.failures.isEmpty {
      verdict.add(await check.finding(of: answer, for: request), of: check.name)
    }
    return verdict
  }

  private func localVerdict(of answer: Answer, for request: ChatRequest) -> AnswerVerdict {
    local.reduce(into: AnswerVerdict()) { verdict, check in
      verdict.add(check.check.finding(of: answer, for: request), of: check.name)
    }
  }
}
