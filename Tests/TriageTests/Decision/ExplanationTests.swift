import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Explanations")
struct ExplanationTests {
  @Test("The parts of each head sum to its logit", arguments: ModelShape.all)
  func sums(shape: ModelShape) throws {
    var maker = PromptMaker(seed: 31)
    let prompts =
      PromptMaker.texts
      + (0..<Scale.rounds(40)).map { _ in
        String(decoding: maker.next(limit: 300), as: UTF8.self)
      }
    let contents = ModelContents.random(shape, seed: 12, prompts: prompts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(shape.kind, manifest: []))
    for prompt in prompts + [""] {
      let explanation = router.explain(prompt)
      for (head, logit) in explanation.logits.enumerated() where abs(logit) < 30 {
        let sum = explanation.parts.reduce(0.0) { $0 + Double($1.contributions[head]) }
        #expect(abs(sum - Double(logit)) < 1e-4)
      }
      let decision = router.decide(prompt)
      #expect(Array(explanation.decision.scores) == Array(decision.scores))
      #expect(explanation.decision.tier == decision.tier)
    }
  }

  @Test("A logit far out is clamped to 30, which the sum is not")
  func clamped() throws {
    var contents = ModelContents.random(ModelShape(), seed: 1, prompts: [])
    contents.shape.biases = [100, -100]
    let explanation = try Router(copying: contents.file(.float32, manifest: [])).explain("")
    #expect(explanation.logits == [30, -30])
  }

  @Test("Words, pairs and unseen words carry their own text, in order, each once")
  func text() throws {
    let contents = ModelContents.random(
      ModelShape(heads: 2, log2Rows: 14, known: 1.1), seed: 5, prompts: [Array("Zażółć gęślą? 世界".utf8)])
    let router = try Router(copying: contents.file(.float32, manifest: []))
    let parts = router.explain("zażółć GĘŚLĄ gęślą? new 世界 new").parts
    let own = parts.filter { $0.kind != .bias && $0.kind != .shape }
    #expect(parts.first?.kind == .bias)
    // Only ASCII letters are folded: GĘŚLĄ is another word.
    #expect(
      own.map { "\($0.kind) \($0.text)" }
        == [
          "unseen zażółć", "unseen GĘŚLĄ", "word gęślą", "word ?", "pair gęślą?", "unseen new", "word 世",
          "word 界", "pair 世界",
        ].map { $0 == "unseen zażółć" ? "word zażółć" : $0 })
    #expect(own.filter { $0.kind == .unseen }.allSatisfy { $0.contributions == [0, 0] })
    #expect(own.filter { $0.kind == .word }.allSatisfy { $0.contributions.contains { $0 != 0 } })
  }

  @Test("The context counts in the explained decision too")
  func context() throws {
    let router = try FixedRouter.make(scores: [0.1, 0.2], sufficiencies: [0.9, 1])
    #expect(router.explain("known", context: .init(pinnedTier: 1)).decision.cause == .pinned)
  }
}
