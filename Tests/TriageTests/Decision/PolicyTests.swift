import Testing

@testable import Triage

@Suite("What the policy makes of sufficiency")
struct PolicyTests {
  /// Sufficiencies of the tiers, evidence, context; the tier and cause they lead to.
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var sufficiencies: [Float]
    var prompt = "known"
    var context = RequestContext()
    var tier: Int
    var cause: Decision.Cause
    var learned: Int
    var band = Decision.Band.clear

    var testDescription: String { name }
  }

  static let rows: [Row] = [
    Row(
      name: "well above the threshold", sufficiencies: [0.9, 0.95, 1], tier: 0, cause: .learned, learned: 0),
    Row(
      name: "at the far edge of the band", sufficiencies: [0.5625, 0.9, 1], tier: 0, cause: .learned,
      learned: 0),
    Row(
      name: "at the threshold", sufficiencies: [0.5, 0.9, 1], tier: 1, cause: .band, learned: 0, band: .inside
    ),
    Row(
      name: "just above the threshold", sufficiencies: [0.53, 0.9, 1], tier: 1, cause: .band, learned: 0,
      band: .inside),
    Row(
      name: "just below the threshold: the next tier, which is clear", sufficiencies: [0.48, 0.9, 1], tier: 1,
      cause: .learned, learned: 1),
    Row(
      name: "the middle tier in its band: the top", sufficiencies: [0.1, 0.52, 1], tier: 2, cause: .band,
      learned: 1, band: .inside),
    Row(
      name: "one tier up, once, even if that lies in its band", sufficiencies: [0.5, 0.52, 1], tier: 1,
      cause: .band, learned: 0, band: .inside),
    Row(
      name: "past a tier that is worth no more than this one", sufficiencies: [0.52, 0.52, 1], tier: 2,
      cause: .band, learned: 0, band: .inside),
    Row(
      name: "little evidence goes past it too", sufficiencies: [0.9, 0.9, 1], prompt: "unknown", tier: 2,
      cause: .evidence, learned: 0),
    Row(
      name: "nothing suffices: the top", sufficiencies: [0.1, 0.2, 1], tier: 2, cause: .learned, learned: 2),
    Row(
      name: "little evidence", sufficiencies: [0.9, 0.95, 1], prompt: "unknown", tier: 1, cause: .evidence,
      learned: 0),
    Row(
      name: "little evidence is named before the band", sufficiencies: [0.52, 0.9, 1], prompt: "unknown",
      tier: 1, cause: .evidence, learned: 0, band: .inside),
    Row(
      name: "no tier above the top for little evidence", sufficiencies: [0.1, 0.2, 1], prompt: "unknown",
      tier: 2, cause: .learned, learned: 2),
    Row(
      name: "a prompt with just enough evidence", sufficiencies: [0.9, 0.95, 1], prompt: "known unknown",
      tier: 0, cause: .learned, learned: 0),
    Row(
      name: "a minimum tier", sufficiencies: [0.9, 0.95, 1], context: .init(minimumTier: 2), tier: 2,
      cause: .minimumTier, learned: 0),
    Row(
      name: "a maximum tier", sufficiencies: [0.1, 0.2, 1], context: .init(maximumTier: 1), tier: 1,
      cause: .maximumTier, learned: 2),
    Row(
      name: "a maximum that is kept anyway", sufficiencies: [0.9, 0.95, 1], context: .init(maximumTier: 1),
      tier: 0, cause: .learned, learned: 0),
    Row(
      name: "a maximum stops the band", sufficiencies: [0.5, 0.9, 1], context: .init(maximumTier: 0), tier: 0,
      cause: .maximumTier, learned: 0, band: .inside),
    Row(
      name: "a minimum wins over a maximum below it", sufficiencies: [0.9, 0.95, 1],
      context: .init(minimumTier: 1, maximumTier: 0), tier: 1, cause: .minimumTier, learned: 0),
    Row(
      name: "a maximum below the lowest tier is the lowest", sufficiencies: [0.1, 0.2, 1],
      context: .init(maximumTier: -3), tier: 0, cause: .maximumTier, learned: 2),
    Row(
      name: "a minimum that is met anyway", sufficiencies: [0.1, 0.2, 1], context: .init(minimumTier: 1),
      tier: 2, cause: .learned, learned: 2),
    Row(
      name: "a minimum that the band reaches", sufficiencies: [0.52, 0.9, 1], context: .init(minimumTier: 1),
      tier: 1, cause: .band, learned: 0, band: .inside),
    Row(
      name: "a minimum beyond the top means the top", sufficiencies: [0.9, 0.95, 1],
      context: .init(minimumTier: 9), tier: 2, cause: .minimumTier, learned: 0),
    Row(
      name: "a minimum beyond the top moves nothing that is there", sufficiencies: [0.1, 0.2, 1],
      context: .init(minimumTier: 9), tier: 2, cause: .learned, learned: 2),
    Row(
      name: "a negative minimum asks for nothing", sufficiencies: [0.9, 0.95, 1],
      context: .init(minimumTier: -3), tier: 0, cause: .learned, learned: 0),
    Row(
      name: "pinned up", sufficiencies: [0.9, 0.95, 1], context: .init(pinnedTier: 2), tier: 2,
      cause: .pinned,
      learned: 0),
    Row(
      name: "pinned down, in the band and without evidence", sufficiencies: [0.1, 0.52, 1], prompt: "unknown",
      context: .init(pinnedTier: 0), tier: 0, cause: .pinned, learned: 1, band: .inside),
    Row(
      name: "pinned beyond the top", sufficiencies: [0.9, 0.95, 1], context: .init(pinnedTier: 7), tier: 2,
      cause: .pinned, learned: 0),
    Row(
      name: "pinned below the cheapest", sufficiencies: [0.1, 0.2, 1], context: .init(pinnedTier: -7),
      tier: 0,
      cause: .pinned, learned: 2),
    Row(
      name: "pinned below the minimum", sufficiencies: [0.9, 0.95, 1],
      context: .init(minimumTier: 1, pinnedTier: 0), tier: 1, cause: .minimumTier, learned: 0),
    Row(
      name: "tolerance for error lowers the threshold", sufficiencies: [0.3, 0.9, 1],
      context: .init(errorTolerance: 0.8), tier: 0, cause: .learned, learned: 0),
    Row(
      name: "no tolerance raises it to the top", sufficiencies: [0.9, 0.95, 1],
      context: .init(errorTolerance: 0.01), tier: 2, cause: .learned, learned: 2),
    Row(
      name: "the band moves with the tolerance", sufficiencies: [0.91, 0.99, 1],
      context: .init(errorTolerance: 0.1), tier: 1, cause: .band, learned: 0, band: .inside),
    Row(
      name: "tolerance beyond 1 is 1", sufficiencies: [0.3, 0.9, 1], context: .init(errorTolerance: 5),
      tier: 0,
      cause: .learned, learned: 0),
    Row(
      name: "negative tolerance is none", sufficiencies: [0.9, 0.95, 1], context: .init(errorTolerance: -5),
      tier: 2, cause: .learned, learned: 2),
    Row(
      name: "a tolerance that is not a number changes nothing", sufficiencies: [0.3, 0.9, 1],
      context: .init(errorTolerance: .nan), tier: 1, cause: .learned, learned: 1),
  ]

  @Test("Tier, cause, learned tier and band", arguments: rows)
  func row(row: Row) throws {
    // Exactly that of a prompt of which a word is known, which is enough.
    let enough = try FixedRouter.make(scores: [0.5, 0.6], sufficiencies: [0.5, 1]).decide("known unknown")
      .evidence
    #expect((0.01...0.9).contains(enough))
    let router = try FixedRouter.make(
      scores: [0.5, 0.6, 0.7], sufficiencies: row.sufficiencies, leastEvidence: enough)
    let decision = router.decide(row.prompt, context: row.context)
    #expect(decision.tier == row.tier)
    #expect(decision.model == row.tier)
    #expect(decision.cause == row.cause)
    #expect(decision.learnedTier == row.learned)
    #expect(decision.band == row.band)
    #expect(decision.sufficiency == row.sufficiencies[row.tier])
    #expect(decision.fits)
    #expect(decision.router == router.identity)
    #expect(Array(decision.scores) == [0.5, 0.6, 0.7])
  }

  @Test("Sufficiency never decreases, and the top tier's is 1")
  func monotone() throws {
    let router = try FixedRouter.make(
      scores: [0.1, 0.2, 0.3, 0.4], sufficiencies: [0.7, 0.2, 0.8, 0.1])
    #expect(Array(router.decide("a").sufficiencies) == [0.7, 0.7, 0.8, 1])
  }

  @Test("Each tier has its own threshold")
  func thresholds() throws {
    let router = try FixedRouter.make(
      scores: [0.1, 0.2, 0.3], sufficiencies: [0.6, 0.7, 1], thresholds: [0.8, 0.3, 0.5])
    #expect(router.decide("known").learnedTier == 1)
    #expect(router.decide("known", context: .init(errorTolerance: 0.5)).learnedTier == 0)
  }

  @Test("A band of width 0 escalates at the threshold and nowhere above")
  func noBand() throws {
    for (sufficiency, tier) in [(Float(0.5), 1), (Float(0.5).nextUp, 0), (Float(0.5).nextDown, 1)] {
      let router = try FixedRouter.make(scores: [0.1, 0.2], sufficiencies: [sufficiency, 1], band: 0)
      #expect(router.decide("known").tier == tier)
    }
  }
}
