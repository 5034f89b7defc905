import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Scores against the formula in double precision")
struct ScoringOracleTests {
  static func prompts(_ seed: UInt64) -> [[UInt8]] {
    var maker = PromptMaker(seed: seed)
    var prompts: [[UInt8]] = [[], [0x20], Array("?".utf8), Array("zzzzunknown qqqqnever".utf8)]
    for _ in 0..<Scale.rounds(60) { prompts.append(maker.next(limit: 200)) }
    for _ in 0..<min(2, Scale.rounds(20)) { prompts.append(maker.text(17_000)) }
    return prompts
  }

  @Test("Logits, scores, sufficiencies and evidence are the formula's", arguments: ModelShape.all)
  func formula(shape: ModelShape) throws {
    let prompts = Self.prompts(17)
    let contents = ModelContents.random(shape, seed: UInt64(shape.heads), prompts: prompts)
    let router = try Router(copying: contents.file(shape.kind, manifest: []))
    let oracle = ScoreOracle(contents, shape.kind)
    for (index, prompt) in prompts.enumerated() {
      let expected = oracle.score(prompt)
      let outputs = prompt.withUnsafeBufferPointer { text in
        router.view.withScores(text, router.scanner) { raw in
          expected.outputs.indices.map { raw.outputs[$0] }
        }
      }
      let decision = prompt.withUnsafeBufferPointer { router.decide(utf8: $0) }
      let logit = expected.outputs.indices.map { abs(Double(outputs[$0]) - expected.outputs[$0]) }.max()
      let score = zip(decision.scores, expected.probabilities).map { abs(Double($0) - $1) }.max()
      guard (logit ?? 1) < 2e-4, (score ?? 1) < 1e-4,
        abs(Double(decision.evidence) - expected.evidence) < 1e-3,
        (decision.interval != nil) == shape.hasWidths
      else {
        Issue.record("prompt \(index): off by \(logit ?? 1), \(score ?? 1): \(prompt.prefix(200))")
        return
      }
      #expect(decision.scores.count == shape.heads && decision.sufficiencies.count == shape.heads)
      // Steep isotonic lines magnify the difference of two scores.
      for (actual, exact) in zip(decision.sufficiencies, expected.sufficiencies) {
        #expect(abs(Double(actual) - exact) < 5e-2)
      }
    }
  }

  @Test("A smooth calibration gives sufficiencies to 1e-4", arguments: WeightKind.allCases)
  func sufficiency(kind: WeightKind) throws {
    let prompts = Self.prompts(23)
    var contents = ModelContents.random(ModelShape(heads: 5, kind: kind), seed: 4, prompts: prompts)
    contents.tierCalibrators = (0..<5).map { .platt(slope: -3 - Float($0), intercept: 1) }
    let router = try Router(copying: contents.file(kind, manifest: []))
    let oracle = ScoreOracle(contents, kind)
    for prompt in prompts {
      let exact = oracle.score(prompt).sufficiencies
      let actual = prompt.withUnsafeBufferPointer { router.decide(utf8: $0) }.sufficiencies
      #expect(zip(actual, exact).allSatisfy { abs(Double($0) - $1) < 1e-4 })
    }
  }

  @Test("The expected length is that of the last output and the model's own offset")
  func length() throws {
    let prompts = Self.prompts(29)
    let shape = ModelShape(heads: 3, kind: .float32, hasLength: true)
    let contents = ModelContents.random(shape, seed: 8, prompts: prompts)
    let router = try Router(copying: contents.file(.float32, manifest: []))
    let oracle = ScoreOracle(contents, .float32)
    for text in PromptMaker.texts + [""] {
      let exact = oracle.score(Array(text.utf8)).outputs[3] + 4
      let tokens = try #require(router.expectedOutputTokens(text, model: 1))
      #expect(abs(tokens / _exp(exact) - 1) < 1e-4)
    }
    #expect(router.expectedOutputTokens("a", model: 3) == nil)
    #expect(router.expectedOutputTokens("a", model: -1) == nil)
    let plain = ModelContents.random(ModelShape(), seed: 8, prompts: prompts)
    #expect(try Router(copying: plain.file(.int8, manifest: [])).expectedOutputTokens("a", model: 0) == nil)
  }

  private func _exp(_ value: Double) -> Double {
    // Twenty terms of the series at a sixteenth of the value, squared four times.
    var term = 1.0
    var sum = 1.0
    for index in 1..<20 {
      term *= value / 16 / Double(index)
      sum += term
    }
    return (0..<4).reduce(sum) { power, _ in power * power }
  }

  @Test("A prompt without a known feature gets bias and shape alone, and no evidence")
  func unknown() throws {
    let contents = ModelContents.random(ModelShape(heads: 3), seed: 1, prompts: [])
    let router = try Router(copying: contents.file(.float16, manifest: []))
    let decision = router.decide("nobody has seen this")
    #expect(decision.evidence == 0)
    let exact = ScoreOracle(contents, .float16).score(Array("nobody has seen this".utf8)).probabilities
    #expect(zip(decision.scores, exact).allSatisfy { abs(Double($0) - $1) < 1e-5 })
    #expect(router.decide("").evidence == 0)
  }

  @Test("The two forms of decide agree, on native strings and on bytes")
  func forms() throws {
    let prompts = PromptMaker.texts.map { Array($0.utf8) }
    let contents = ModelContents.random(ModelShape(heads: 5), seed: 2, prompts: prompts)
    let router = try Router(copying: contents.file(.float16, manifest: []))
    for (text, bytes) in zip(PromptMaker.texts, prompts) {
      let first = router.decide(text)
      let second = bytes.withUnsafeBufferPointer { router.decide(utf8: $0) }
      #expect(Array(first.scores) == Array(second.scores) && first.evidence == second.evidence)
    }
  }
}
