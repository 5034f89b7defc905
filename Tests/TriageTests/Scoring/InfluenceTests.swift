import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

/// What one word can do to a logit.
@Suite("The bound on a feature's influence")
struct InfluenceTests {
  @Test(
    "No part of any prompt contributes more than the bound, and some row of the table reaches it",
    arguments: ModelShape.all)
  func contributions(shape: ModelShape) throws {
    var maker = PromptMaker(seed: 41)
    let prompts =
      PromptMaker.texts
      + (0..<Scale.rounds(30)).map { _ in
        String(decoding: maker.next(limit: 200), as: UTF8.self)
      }
    let contents = ModelContents.random(shape, seed: 21, prompts: prompts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(shape.kind, manifest: []))
    let bound = router.largestContributions()
    var seen = [Float](repeating: 0, count: shape.heads)
    for prompt in prompts {
      for part in router.explain(prompt).parts where part.kind == .word || part.kind == .pair {
        for head in seen.indices { seen[head] = max(seen[head], abs(part.contributions[head])) }
      }
    }
    for head in seen.indices { #expect(seen[head] <= bound[head] * 1.0001 && seen[head] > 0) }
    guard shape.embedding == nil else { return }
    let oracle = ScoreOracle(contents, shape.kind).largestContributions()
    for head in seen.indices { #expect(abs(Double(bound[head]) - oracle[head]) < 1e-4 * oracle[head]) }
  }

  @Test("Words added to a prompt move a logit by at most what the bound says, the growing norm counted")
  func added() throws {
    var maker = PromptMaker(seed: 5)
    let shape = ModelShape(heads: 2, kind: .float32, log2Rows: 14, known: 0.7)
    let texts = PromptMaker.texts.map { Array($0.utf8) }
    let contents = ModelContents.random(shape, seed: 3, prompts: texts)
    let router = try Router(copying: contents.file(.float32, manifest: []))
    let bound = router.largestContributions().map { Double($0) }
    var singles = 0
    for round in 0..<Scale.rounds(400) {
      let prompt = maker.text(round % 60)
      let longer = prompt + [0x20] + maker.text(1 + maker.generator.below(8))
      let before = text(router, prompt)
      let after = text(router, longer)
      let old = Set(before.rows.map(\.feature))
      let new = after.rows.filter { !old.contains($0.feature) }
      // Only where the longer prompt holds all of the shorter one's features (a word cut in two does not).
      guard old.isSubset(of: after.rows.map(\.feature)), !new.isEmpty else { continue }
      singles += new.count == 1 ? 1 : 0
      let norm = after.rows.reduce(0) { $0 + $1.rarity * $1.rarity }
      let share = new.reduce(0) { $0 + $1.rarity * $1.rarity } / norm
      for head in bound.indices {
        let allowed =
          bound[head] * (Double(new.count) * share).squareRoot() + abs(before.logits[head]) * share
        #expect(abs(after.logits[head] - before.logits[head]) <= allowed + 1e-4)
      }
    }
    #expect(singles > 5)
  }

  /// The known features of a prompt, and what words and pairs add to each logit.
  private func text(_ router: Router, _ prompt: [UInt8]) -> (
    rows: [(feature: UInt32, rarity: Double)], logits: [Double]
  ) {
    var rows: [(feature: UInt32, rarity: Double)] = []
    var taken: Set<UInt32> = []
    for feature in RecordingSink.scan(prompt).features.map(\.feature) {
      let rarity = router.view.row(of: feature).rarity
      if rarity > 0, taken.insert(feature).inserted { rows.append((feature, Double(rarity) / 16)) }
    }
    let parts = router.explain(String(decoding: prompt, as: UTF8.self)).parts
    let logits = router.models.indices.map { head in
      parts.filter { $0.kind == .word || $0.kind == .pair }
        .reduce(0.0) { $0 + Double($1.contributions[head]) }
    }
    return (rows, logits)
  }
}

extension ScoreOracle {
  /// The largest |weight| / rarity of each head, from the dictionary of rows.
  func largestContributions() -> [Double] {
    contents.heads.indices.map { head in
      rows.values.map { abs($0.columns[head]) / $0.rarity }.max() ?? 0
    }
  }
}
