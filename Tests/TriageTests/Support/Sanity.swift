import Testing

@testable import Triage

/// What holds of every decision of every router that loads, whatever is in its file.
enum Sanity {
  static let prompts: [String] =
    ["", " ", "a", "Hello?", String(repeating: "word (1+2) ünï 世 ", count: 12)] + PromptMaker.texts

  /// Decides, explains and measures on several prompts; false and an issue on the first answer that is wrong.
  @discardableResult
  static func check(_ router: Router, _ prompts: [String] = prompts) -> Bool {
    let contexts = [
      RequestContext(),
      RequestContext(inputTokens: 50_000, minimumTier: 1, errorTolerance: 0.3, pinnedTier: 0),
    ]
    for prompt in prompts {
      for context in contexts {
        let decision = router.decide(prompt, context: context)
        guard isSound(decision, router) else {
          Issue.record("\(decision)")
          return false
        }
      }
      let length = router.expectedOutputTokens(prompt, model: 0)
      guard length?.isFinite ?? true else {
        Issue.record("length \(String(describing: length))")
        return false
      }
    }
    let explanation = router.explain(prompts.last ?? "")
    return explanation.logits.count == router.models.count
  }

  static func isSound(_ interval: SufficiencyInterval, _ sufficiency: Float) -> Bool {
    interval.low >= 0 && interval.low <= sufficiency && sufficiency <= interval.high && interval.high <= 1
  }

  static func isSound(_ decision: Decision, _ router: Router) -> Bool {
    let probabilities = Array(decision.scores) + Array(decision.sufficiencies)
    return probabilities.allSatisfy { (0...1).contains($0) }
      && zip(decision.sufficiencies, decision.sufficiencies.dropFirst()).allSatisfy { $0 <= $1 }
      && decision.sufficiencies.last == 1 && (0...1).contains(decision.evidence)
      && router.policy.tiers.indices.contains(decision.tier)
      && router.policy.tiers[decision.tier].models.contains(decision.model)
      && decision.sufficiency == decision.sufficiencies[decision.tier]
      && isSound(decision.interval ?? SufficiencyInterval(low: 0, high: 1), decision.sufficiency)
  }
}
