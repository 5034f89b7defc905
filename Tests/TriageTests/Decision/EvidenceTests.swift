import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Evidence and intervals")
struct EvidenceTests {
  static func router(widths: [Float]? = [1, 0]) throws -> Router {
    var contents = ModelContents.random(ModelShape(heads: 2, log2Rows: 6), seed: 1, prompts: [])
    contents.features = RecordingSink.scan(Array("known".utf8)).features.map(\.feature)
    contents.rarities = [50]
    contents.weights = [0, 0]
    contents.unseenRarity = 150
    contents.headCalibrators = [.none, .none]
    contents.tierCalibrators = [.isotonic(inputs: [0], outputs: [0.75]), .none]
    contents.policy.leastEvidence = 0
    contents.widths = widths
    return try Router(copying: contents.file(.float16, manifest: []))
  }

  @Test("Evidence is the share of prior variance removed, over words and pairs")
  func share() throws {
    let router = try Self.router()
    // e^(-100/16) of the known word's 50² is left; a pair of unknowns adds its own 150².
    let left = (2500 * exp(-100 / 16 as Float)).rounded()
    #expect(router.decide("known").evidence == 1 - left / 2500)
    #expect(router.decide("known nobody").evidence == 1 - (left + 45_000) / 47_500)
    #expect(router.decide("nobody knows").evidence == 0)
    #expect(router.decide("").evidence == 0)
  }

  @Test("The interval is logit(sufficiency) ± 1.96 · width · √(1 - evidence)")
  func formula() throws {
    let decision = try Self.router().decide("nobody knows")
    let interval = try #require(decision.interval)
    #expect(decision.tier == 0 && decision.sufficiency == 0.75)
    let logit: Float = 1.098_612_3
    #expect(abs(interval.low - sigmoid(logit - 1.96)) < 1e-5)
    #expect(abs(interval.high - sigmoid(logit + 1.96)) < 1e-5)
  }

  @Test("More evidence, a narrower interval; it holds the sufficiency, at 0 and 1 too")
  func monotone() {
    for p: Float in [0, 1e-6, 0.3, 0.5, 0.97, 1] {
      for width: Float in [0, 0.25, 2, ModelFormat.maximumWidth] {
        var before: Float = 2
        for evidence: Float in [0, 0.2, 0.7, 1] {
          let interval = SufficiencyInterval(sufficiency: p, width: width, evidence: evidence)
          #expect(Sanity.isSound(interval, p))
          #expect(interval.high - interval.low <= before + 1e-6)
          before = interval.high - interval.low
        }
      }
    }
  }

  @Test("The top tier is sufficient for certain")
  func top() throws {
    let context = RequestContext(minimumTier: 1)
    #expect(try Self.router().decide("nobody", context: context).interval == .init(low: 1, high: 1))
  }

  @Test("A file without widths has the same evidence and no interval")
  func without() throws {
    let decision = try Self.router(widths: nil).decide("known nobody")
    #expect(decision.interval == nil)
    #expect(try decision.evidence == Self.router().decide("known nobody").evidence)
  }

  @Test("Widths that are missing, negative, endless or of another kind are refused")
  func refused() throws {
    for bytes: [Float] in [[1, 1], [1, 1, -1], [1, 1, .infinity], [1, 1, 17], [1, 1, 1, 1]] {
      var raw = RawModelFile(SmallModel.file())
      raw["EVID"] = RawModelFile.bytes(1, 4) + bytes.flatMap { RawModelFile.bytes(UInt64($0.bitPattern), 4) }
      #expect(SmallModel.refusal(raw.file()) != nil)
      raw["EVID"] = RawModelFile.bytes(2, 4)
      #expect(SmallModel.refusal(raw.file()) != nil)
    }
  }
}
