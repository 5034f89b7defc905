import Testing

@testable import Triage

@Suite("Context windows")
struct ContextWindowTests {
  /// Tier 0: models 0 and 1; tier 1: model 2; tier 2: models 3 and 4. The windows are the file's.
  private func router(
    _ windows: [Int?] = [8000, 32_000, 16_000, 128_000, 200_000], sufficiency: [Float] = [0.9, 0.95, 1]
  ) throws -> Router {
    try FixedRouter.make(
      scores: [0.1, 0.2, 0.3, 0.4, 0.5], sufficiencies: sufficiency, chains: [[0, 1], [2], [3, 4]],
      windows: windows)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var tokens: Int
    var context = RequestContext()
    var tier: Int
    var model: Int
    var cause: Decision.Cause
    var fits = true

    var testDescription: String { "\(tokens) tokens to model \(model)" }
  }

  static let rows = [
    Row(tokens: 8000, tier: 0, model: 0, cause: .learned),
    Row(tokens: 8001, tier: 0, model: 1, cause: .learned),
    Row(tokens: 32_001, tier: 2, model: 3, cause: .contextWindow),
    Row(tokens: 128_001, tier: 2, model: 4, cause: .contextWindow),
    Row(tokens: 200_001, tier: 2, model: 4, cause: .contextWindow, fits: false),
    Row(tokens: 0, tier: 0, model: 0, cause: .learned),
    Row(tokens: -5, tier: 0, model: 0, cause: .learned),
    Row(tokens: .max, tier: 2, model: 4, cause: .contextWindow, fits: false),
    Row(tokens: 20_000, context: .init(minimumTier: 1), tier: 2, model: 3, cause: .contextWindow),
    Row(tokens: 20_000, context: .init(pinnedTier: 1), tier: 2, model: 3, cause: .contextWindow),
    Row(tokens: 10_000, context: .init(pinnedTier: 1), tier: 1, model: 2, cause: .pinned),
  ]

  @Test("The first model that takes the request, from the chosen tier up", arguments: rows)
  func file(row: Row) throws {
    var context = row.context
    context.inputTokens = row.tokens
    let decision = try router().decide("known", context: context)
    #expect(decision.tier == row.tier && decision.model == row.model)
    #expect(decision.cause == row.cause && decision.fits == row.fits)
    #expect(decision.learnedTier == 0)
  }

  @Test("The caller's windows stand for the file's, where given; 0 is unknown and takes all")
  func override() throws {
    let router = try router()
    func model(_ tokens: Int, _ windows: [Int]) -> Int {
      router.decide("known", context: .init(inputTokens: tokens, contextWindows: windows)).model
    }
    #expect(model(50_000, [64_000, 64_000, 64_000, 64_000, 64_000]) == 0)
    #expect(model(50_000, [0]) == 0)
    #expect(model(50_000, [1]) == 3)  // the rest are the file's
    #expect(model(50_000, []) == 3)
    #expect(model(50_000, [1, 1, 60_000]) == 2)
    #expect(model(50_000, [1, 1, 1, 1, 1, 1, 1, 1]) == 0)  // none fits, all alike: where it would have gone
    #expect(model(50_000, [-1, -1, -1, -1, -1]) == 0)
  }

  @Test("A model whose window the file does not know takes the request")
  func unknown() throws {
    let decision = try router([8000, nil, nil, nil, nil]).decide(
      "known", context: .init(inputTokens: 1_000_000))
    #expect(decision.model == 1 && decision.fits && decision.cause == .learned)
  }

  @Test("Without a token count nothing is asked of windows")
  func noCount() throws {
    let decision = try router([1, 1, 1, 1, 1]).decide("known")
    #expect(decision.model == 0 && decision.fits)
  }

  @Test("A request that only a lower tier takes goes there, but never below the caller's minimum")
  func down() throws {
    let router = try router([1_000_000, 8000, 500_000, 128_000, 128_000], sufficiency: [0.1, 0.2, 1])
    let free = router.decide("known", context: .init(inputTokens: 200_000))
    #expect(free.tier == 1 && free.model == 2 && free.fits && free.cause == .contextWindow)
    let longer = router.decide("known", context: .init(inputTokens: 600_000))
    #expect(longer.tier == 0 && longer.model == 0 && longer.fits)
    #expect(longer.sufficiency == 0.1)
    let held = router.decide("known", context: .init(inputTokens: 600_000, minimumTier: 1))
    #expect(held.tier == 1 && held.model == 2 && !held.fits && held.cause == .contextWindow)
    let top = router.decide("known", context: .init(inputTokens: 600_000, minimumTier: 2))
    #expect(top.tier == 2 && top.model == 3 && !top.fits)
  }
}
