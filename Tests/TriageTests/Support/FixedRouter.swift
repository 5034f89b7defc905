@testable import Triage
@testable import TriageTraining

/// A router whose scores and sufficiencies are what the test says, and whose evidence is the prompt's: nearly 1 for
/// `known`, 0 for `unknown`, between them for both.
enum FixedRouter {
  static func make(
    scores: [Float], sufficiencies: [Float], thresholds: [Float]? = nil, chains: [[Int]]? = nil,
    windows: [Int?] = [], band: Float = 0.05, leastEvidence: Float = 0
  ) throws -> Router {
    var contents = ModelContents.random(
      ModelShape(heads: scores.count, log2Rows: 4), seed: 1, prompts: [])
    contents.features = RecordingSink.scan(Array("known".utf8)).features.map(\.feature)
    contents.rarities = [50]
    contents.weights = [Float](repeating: 0, count: scores.count)
    contents.unseenRarity = 150
    contents.headCalibrators = scores.map { .isotonic(inputs: [0], outputs: [$0]) }
    contents.tierCalibrators = sufficiencies.map { .isotonic(inputs: [0], outputs: [$0]) }
    contents.heads = scores.indices.map {
      Head(name: "m\($0)", contextWindow: $0 < windows.count ? windows[$0] : nil)
    }
    let chains = chains ?? sufficiencies.indices.map { [$0] }
    contents.policy = Policy(
      tiers: sufficiencies.indices.map {
        Tier(name: "t\($0)", models: chains[$0], threshold: thresholds?[$0] ?? 0.5)
      }, bandHalfWidth: band, leastEvidence: leastEvidence)
    return try Router(copying: contents.file(.float16, manifest: []))
  }
}
