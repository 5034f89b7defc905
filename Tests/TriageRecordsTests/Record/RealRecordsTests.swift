import TestSupport
import Testing

@testable import TriageRecords

@Suite("The real sets")
struct RealRecordsTests {
  @Test(
    "All records are read", .enabled(if: Datasets.has("routellm_mmlu"), "the datasets are not here"),
    arguments: [
      ("routellm_mmlu", 14_037, 2), ("gaokao_zh", 1772, 5), ("mmlu_redux_12_models", 2778, 12),
    ])
  func counts(name: String, records: Int, models: Int) throws {
    guard let path = Datasets.path(name) else { return }
    let found = try readAll([path])
    #expect(found.records.count == records)
    #expect(found.summary.models.count == models)
    #expect(
      found.records.allSatisfy { $0.domain != nil && $0.group != nil && $0.split != nil && $0.id != nil })
  }
}
