import AllocationCounter
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("A router that started from another one")
struct PriorTests {
  /// Priors of both kinds of projection and none, of several models.
  static let priors = [
    ModelShape(heads: 2, kind: .int8), ModelShape(heads: 5, kind: .float16, normsUnseen: true),
    ModelShape(heads: 3, kind: .float32, embedding: 4, rectified: true, hasLength: true),
  ]
  static let prompts = ScoringOracleTests.prompts(61)

  /// A router of three models and its two contents.
  private func make(
    _ shape: ModelShape
  ) throws -> (router: Router, contents: ModelContents, prior: ModelContents) {
    let prior = ModelContents.random(shape, seed: 71, prompts: Self.prompts)
    let own = ModelContents.random(ModelShape(heads: 3, kind: .float32), seed: 72, prompts: Self.prompts)
    let contents = own.starting(from: prior.file(shape.kind, manifest: []))
    return (try Router(copying: contents.file(.float32, manifest: [])), contents, prior)
  }

  @Test("Its logits are its own formula's and the prior's two scores of the text, weighed", arguments: priors)
  func formula(shape: ModelShape) throws {
    let (router, contents, prior) = try make(shape)
    let (oracle, priorOracle) = (ScoreOracle(contents, .float32), ScoreOracle(prior, shape.kind))
    var spoke = 0
    for prompt in Self.prompts {
      let own = oracle.score(prompt).outputs
      let said = [0, shape.heads - 1].map { min(3, max(-3, priorOracle.textScore(prompt, head: $0))) }
      let outputs = prompt.withUnsafeBufferPointer { text in
        router.view.withScores(text, router.scanner) { raw in own.indices.map { Double(raw.outputs[$0]) } }
      }
      for output in own.indices {
        let weights = (0..<2).map { Double(contents.shape.weights[(12 + $0) * 3 + output]) }
        let expected = min(30, max(-30, own[output] + weights[0] * said[0] + weights[1] * said[1]))
        guard abs(outputs[output] - expected) < 3e-4 else {
          Issue.record("\(outputs[output]), expected \(expected): \(prompt.prefix(100))")
          return
        }
        if abs(expected - own[output]) > 0.01 { spoke += 1 }
      }
    }
    #expect(spoke > Self.prompts.count)
  }

  @Test(
    "A row of features decides as its prompt does, and the parts of an explanation sum", arguments: priors)
  func explanation(shape: ModelShape) throws {
    let (router, _, _) = try make(shape)
    for text in PromptMaker.texts + [""] {
      let row = Array(text.utf8).withUnsafeBufferPointer { router.featureRow(utf8: $0) }
      #expect(Array(router.decide(row).scores) == Array(router.decide(text).scores))
      let explanation = router.explain(text)
      let said = explanation.parts.filter { $0.kind == .prior }
      #expect(said.map(\.text) == ["prior: model-0", "prior: model-\(shape.heads - 1)"])
      for (head, logit) in explanation.logits.enumerated() where abs(logit) < 30 {
        let sum = explanation.parts.reduce(0) { $0 + Double($1.contributions[head]) }
        #expect(abs(sum - Double(logit)) < 1e-4)
      }
    }
  }

  @Test("The bound on one feature counts what the prior can say of it")
  func influence() throws {
    let (router, contents, prior) = try make(Self.priors[0])
    var alone = contents
    alone.prior = nil
    alone.shape.means.removeLast(2)
    alone.shape.inverseDeviations.removeLast(2)
    alone.shape.weights.removeLast(6)
    let own = try Router(copying: alone.file(.float32, manifest: [])).largestContributions()
    let its = try Router(copying: prior.file(.int8, manifest: [])).largestContributions()
    for (head, bound) in router.largestContributions().enumerated() {
      let added =
        abs(contents.shape.weights[36 + head]) * its[0] + abs(contents.shape.weights[39 + head]) * its[1]
      #expect(abs(bound - own[head] - added) < 1e-4 * bound)
    }
  }

  @Test(
    "It has the prior's file in it, whose bytes stay as long as anyone holds the prior alone",
    arguments: priors)
  func lifetime(shape: ModelShape) throws {
    let prior = ModelContents.random(shape, seed: 71, prompts: Self.prompts).file(shape.kind, manifest: [])
    let router = try make(shape).router
    #expect(RawModelFile(router.file)["PRIO"] == prior)
    /// Bytes that are released when the outer router goes, and noted.
    final class Flag: @unchecked Sendable { var isReleased = false }
    let (flag, file) = (Flag(), router.file)
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count, alignment: 64)
    copy.copyBytes(from: file)
    var outer: Router? = try Router(mapping: UnsafeRawBufferPointer(copy)) { bytes in
      flag.isReleased = true
      UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
    }
    var inner = outer?.view.prior
    outer = nil
    #expect(inner?.storage.bytes.elementsEqual(prior) == true && !flag.isReleased)
    inner = nil
    #expect(flag.isReleased)
  }

  @Test("A prior of extreme numbers says nothing rather than nonsense, the same to every reader")
  func extremes() throws {
    var prior = ModelContents.random(Self.priors[2], seed: 71, prompts: Self.prompts)
    prior.projection = prior.projection.indices.map { $0 % 2 == 0 ? 3e38 : -3e38 }
    prior.weights = prior.weights.map { $0 * 1e37 }
    let own = ModelContents.random(ModelShape(heads: 3, kind: .float32), seed: 72, prompts: Self.prompts)
    let file = own.starting(from: prior.file(.float32, manifest: [])).file(.float32, manifest: [])
    let (router, plain) = (try Router(copying: file), try Router(copying: own.file(.float32, manifest: [])))
    var differing = 0
    for text in PromptMaker.texts {
      let explanation = router.explain(text)
      for (head, logit) in explanation.logits.enumerated() where abs(logit) < 30 {
        #expect(abs(explanation.parts.reduce(0) { $0 + $1.contributions[head] } - logit) < 1e-3)
        differing += abs(logit) > 0.01 ? 1 : 0
      }
      #expect(plain.decide(text).scores.count == 3)
    }
    #expect(differing > 0)
  }

  @Test("A prior inside a prior, a broken one, and one where none is expected are refused by name")
  func refused() throws {
    let nested = SmallModel.contents().starting(from: SmallModel.file(hasPrior: true)).file(
      .int8, manifest: [])
    guard case .invalidSection("PRIO", let reason)? = SmallModel.refusal(nested) else {
      Issue.record("accepted")
      return
    }
    #expect(reason.contains("expected one that has none"))
    let broken = SmallModel.contents().starting(from: Array("no model".utf8)).file(.int8, manifest: [])
    #expect(SmallModel.refusal(broken) == .invalidSection("PRIO", reason: "\(ModelError.notAModel)"))
    var stray = SmallModel.contents()
    stray.prior = SmallModel.file()
    var raw = RawModelFile(stray.starting(from: SmallModel.file()).file(.int8, manifest: []))
    let plain = RawModelFile(SmallModel.contents().file(.int8, manifest: []))
    (raw["CONF"], raw["SHAP"]) = (plain["CONF"], plain["SHAP"])
    #expect(SmallModel.wrongSection(raw) == "PRIO")
  }

  @Test(
    "Its decisions allocate nothing", .enabled(if: allocation_counter_works()),
    .disabled(if: Scale.divisor > 1))
  func allocations() throws {
    let router = try make(Self.priors[2]).router
    let before = (allocation_counter_allocations(), allocation_counter_frees())
    var tiers = 0
    for round in 0..<1000 { tiers += router.decide(PromptMaker.texts[round % 8]).tier }
    #expect(
      allocation_counter_allocations() == before.0 && allocation_counter_frees() == before.1 && tiers >= 0)
  }
}

extension ScoreOracle {
  /// The sum over the prompt's known features, over the norm of all, as one head sees it.
  fileprivate func textScore(_ prompt: [UInt8], head: Int) -> Double {
    var sums = [Double](repeating: 0, count: contents.columns)
    var norm = 0.0
    for feature in FeatureOracle(prompt, window: contents.window).features {
      let row = rows[key(feature.feature)]
      let rarity = row?.rarity ?? Double(contents.unseenRarity) / 16
      norm += rarity * rarity
      for column in sums.indices { sums[column] += row?.columns[column] ?? 0 }
    }
    let z = sums.map { norm > 0 ? $0 / norm.squareRoot() : 0 }
    guard !contents.projection.isEmpty else { return z[head] }
    return z.indices.reduce(0) { sum, column in
      let positive = Double(contents.projection[(z.count + column) * contents.outputs + head])
      return sum + z[column] * Double(contents.projection[column * contents.outputs + head])
        + (contents.rectified ? max(0, z[column]) * positive : 0)
    }
  }
}
