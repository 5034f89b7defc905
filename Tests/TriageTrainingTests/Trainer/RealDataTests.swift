import TestSupport
import Testing
import Triage
import TriageMetrics
import TriageRecords

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@testable import TriageTraining

@Suite("Training on a real set")
struct RealDataTests {
  @Test(
    "RouteLLM's MMLU prompts: APGR, calibration and time are what is promised",
    .enabled(if: Datasets.has("routellm_mmlu"), "the real sets are not here: set TRIAGE_DATASETS"))
  func mmlu() throws {
    let path = try #require(Datasets.path("routellm_mmlu"))
    let start = Self.processorTime()
    let result = try Trainer(options: .linear(split: "train")).train(RecordReader(paths: [path]))
    let time = Self.processorTime() - start
    let heldOut = try #require(result.manifest.heldOut)
    #expect(try #require(heldOut.apgr).value >= 0.68)
    #expect(heldOut.ece.count == 2)
    for (model, error) in heldOut.ece { #expect(error < 0.04, "\(model)") }
    #expect(time < .seconds(15), "\(time)")
  }

  /// What this process has used of the processors, all threads together: it does not grow while other programs run, and
  /// training takes no longer than that where it runs alone.
  private static func processorTime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
