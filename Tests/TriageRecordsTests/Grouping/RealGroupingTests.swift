import TestSupport
import Testing

@testable import TriageRecords

@Suite(
  "Near-duplicates in the real sets", .enabled(if: Datasets.has("routellm_mmlu"), "the datasets are not here")
)
struct RealGroupingTests {
  /// How many of the planted copies came into their original's component, and the largest component.
  private func plant(_ originals: [String], _ mutation: Mutation) throws -> (share: Double, largest: Int) {
    var generator = SeededGenerator(31)
    // One in five is planted, so that the copies do not make boilerplate of the originals.
    let places = originals.indices.filter { $0 % 5 == 0 }
    let found = try components(
      originals + places.map { mutation.apply(to: originals[$0], using: &generator) })
    let hits = places.enumerated().count { offset, place in
      found.ofRecord[place] == found.ofRecord[originals.count + offset]
    }
    return (Double(hits) / Double(max(places.count, 1)), found.largest)
  }

  private func prompts(_ name: String, where keep: (OutcomeRecord) -> Bool = { _ in true }) throws -> [String]
  {
    guard let path = Datasets.path(name) else { return [] }
    return try readAll([path]).records.filter(keep).map(\.prompt)
  }

  @Test("MMLU: a subject with one instruction is not glued, and the largest component is small")
  func moralScenarios() throws {
    let scenarios = try prompts("routellm_mmlu") { $0.domain == "moral_scenarios" }
    #expect(scenarios.count > 500)
    let found = try components(scenarios)
    #expect(found.largest <= 5)
    #expect(found.count > scenarios.count * 9 / 10)
  }

  @Test("MMLU: planted copies are found", arguments: zip(Mutation.allCases, [0.99, 0.75, 0.85, 0.85]))
  func mmlu(mutation: Mutation, least: Double) throws {
    let originals = try prompts("routellm_mmlu") { $0.line % 12 == 0 }
    let (share, largest) = try plant(originals, mutation)
    #expect(share >= least)
    #expect(largest <= 12)
  }

  @Test(
    "Gaokao, in Chinese: planted copies are found", arguments: zip(Mutation.allCases, [0.99, 0.9, 0.85, 0.9]))
  func gaokao(mutation: Mutation, least: Double) throws {
    let originals = try prompts("gaokao_zh") { $0.line % 2 == 0 }
    let (share, largest) = try plant(originals, mutation)
    #expect(share >= least)
    #expect(largest <= 12)
  }
}
