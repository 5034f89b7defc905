import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

@testable import TriageTraining

@Suite("Training on a real set")
struct RealDataTests {
  @Test(
    "RouteLLM's MMLU prompts: APGR, calibration and time are what is promised",
    .enabled(if: Datasets.has("routellm_mmlu"), "the real sets are not here: set TRIAGE_DATASETS"))
  func mmlu() throws {
    let path = try #require(Datasets.path("routellm_mmlu"))
    let clock = ContinuousClock()
    let start = clock.now
    let result = try Trainer(options: .linear(split: "train")).train(RecordReader(paths: [path]))
    let time = clock.now - start
    let heldOut = try #require(result.manifest.heldOut)
    #expect(try #require(heldOut.apgr).value >= 0.68)
    #expect(heldOut.ece.count == 2)
    for (model, error) in heldOut.ece { #expect(error < 0.04, "\(model)") }
    #expect(time < .seconds(15), "\(time)")
  }
}
