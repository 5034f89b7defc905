import Foundation
import Testing
import TriageFile

@testable import Triage

/// The shipped router on `datasets/stuffing.jsonl`.
@Suite("Keyword stuffing")
struct StuffingTests {
  struct Pair: Decodable {
    var id: String
    var direction: String
    var prompt: String
    var stuffed: String
  }

  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Bounds a third of a pair's worth above what was measured (`datasets/README.md`): they catch a router that
  /// is easier to fool than the one that ships, and leave room for a retraining.
  @Test(
    "Few easy prompts buy the large model with keywords, and not many hard ones hide",
    arguments: [("easy", 0.10, 0.10), ("hard", 0.30, 0.14)])
  func flips(direction: String, upOrDown: Double, movement: Double) throws {
    let router = try Router(contentsOf: Self.root.appendingPathComponent("models/default.triage").path)
    let text = try Data(contentsOf: Self.root.appendingPathComponent("datasets/stuffing.jsonl"))
    let pairs = try text.split(separator: UInt8(ascii: "\n"))
      .map { try JSONDecoder().decode(Pair.self, from: $0) }
    #expect(pairs.count >= 120 && Set(pairs.map(\.id)).count == pairs.count)
    let chosen = pairs.filter { $0.direction == direction }
    #expect(chosen.count >= 50)
    var fooled = 0
    var moved = 0.0
    for pair in chosen {
      let plain = router.decide(pair.prompt)
      let stuffed = router.decide(pair.stuffed)
      #expect(pair.prompt != pair.stuffed)
      if direction == "easy" ? stuffed.tier > plain.tier : stuffed.tier < plain.tier { fooled += 1 }
      moved += Double(abs(plain.sufficiencies[0] - stuffed.sufficiencies[0]))
    }
    #expect(Double(fooled) / Double(chosen.count) <= upOrDown, "\(fooled) of \(chosen.count)")
    #expect(moved / Double(chosen.count) <= movement)
  }
}
