import Testing
import Triage
import TriageLinearAlgebra

@testable import TriageTraining

@Suite("Design matrix")
struct DesignMatrixTests {
  static let prompts = [
    "reset my password please", "please reset the password", "where is my order", "the order is late",
    "prove the lemma please", "prove it 2 + 2 = 5 (or not)?", "order the password lemma",
    "ein ganz anderes Wort",
  ]

  static func store(_ prompts: [String]) throws -> PromptFeatureStore {
    let store = PromptFeatureStore()
    var walker = FeatureCollector(window: .standard)
    for part in stride(from: 0, to: prompts.count, by: 3) {
      var block = FeatureBlock()
      for prompt in prompts[part..<min(prompts.count, part + 3)] {
        let counts = walker.collect(prompt)
        block.append(walker.features, counts)
      }
      try store.append(block.packed())
    }
    return store
  }

  static func built(
    _ prompts: [String], rows: [Int]? = nil
  ) throws -> (built: BuiltDesign, vocabulary: Vocabulary, store: PromptFeatureStore) {
    let store = try store(prompts)
    let rows = rows ?? Array(prompts.indices)
    let census = try FeatureCensus(store, rows: rows)
    let vocabulary = Vocabulary(census.frequencies, prompts: rows.count)
    let built = try BuiltDesign(
      store, rows: rows, vocabulary: vocabulary, census: census, settings: DesignSettings())
    return (built, vocabulary, store)
  }

  @Test("Of more prompts than are counted an even share is, of these rows and no others")
  func counted() throws {
    let prompts = (0..<100).map { $0 < 10 ? "left out" : "row all" + ($0 % 2 == 0 ? " even" : " odd") }
    let census = try FeatureCensus(Self.store(prompts), rows: Array(10..<100), most: 30)
    #expect(census.counted == 30)
    let vocabulary = Vocabulary(census.frequencies, prompts: 90, counted: 30)
    // Two words and their pair in all; a word and a pair more in those that are even or odd, which take turns.
    #expect(vocabulary.counts.filter { $0 == 90 }.count == 3)
    #expect(vocabulary.counts.filter { $0 == 45 }.count == 4 && vocabulary.counts.count == 7)
  }

  @Test("Each prompt lists the columns of its kept features, at unit length")
  func rows() throws {
    let (built, vocabulary, store) = try Self.built(Self.prompts)
    let plain = try PlainDesign(built.design)
    let lists = SparseRowsTests.read(plain.prompts)
    #expect(lists.contains { $0.count > 3 })
    for row in Self.prompts.indices {
      let columns = try store.features(row).compactMap { vocabulary.column(of: $0) }
      #expect(lists[row].sorted() == columns.map { UInt32($0) }.sorted())
      let squares = columns.reduce(Float(0)) {
        let rarity = Float(vocabulary.rarities[$1]) / 16
        return $0 + rarity * rarity
      }
      let expected = squares > 0 ? 1 / squares.squareRoot() : 0
      #expect(abs(plain.inverseNorms[row] - expected) < 1e-6)
    }
    #expect(plain.inverseNorms[7] == 0, "no word of the last prompt stands elsewhere")
    for (column, rarity) in vocabulary.rarities.enumerated() {
      let idf = Float(rarity) / 16
      #expect(abs(built.design.inverseSquaredRarities[column] - 1 / (idf * idf)) < 1e-6)
    }
  }

  @Test("Dense columns are ones, then shape features of mean 0 and deviation 1, within three of it")
  func dense() throws {
    let (built, _, store) = try Self.built(Self.prompts)
    let dense = try PlainDesign(built.design).dense
    #expect(dense.rows == Self.prompts.count && dense.columns == 1 + ShapeFeatures.count)
    for feature in 0..<ShapeFeatures.count {
      let raw = try Self.prompts.indices.map { Double(try store.shape($0)[feature]) }
      let mean = raw.reduce(0, +) / Double(raw.count)
      let deviation = (raw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(raw.count)).squareRoot()
      for row in raw.indices {
        let expected = deviation > 1e-6 ? max(-3, min(3, (raw[row] - mean) / deviation)) : 0
        #expect(abs(Double(dense[row, feature + 1]) - expected) < 1e-4)
      }
    }
    #expect(Self.prompts.indices.allSatisfy { dense[$0, 0] == 1 })
  }

  @Test("Evidence counts a word that stands in two other prompts, and not one that stands in one")
  func evidence() throws {
    // "common" stands in three prompts: in two without any one of them, a third of its variance is left. "rare"
    // and the pair stand in two: not seen enough.
    let (built, vocabulary, _) = try Self.built(["common", "common rare", "common rare", "single"])
    let rarity = Float(vocabulary.rarities.min() ?? 0)
    let common = rarity * rarity
    let unseen = Float(vocabulary.unseenRarity * vocabulary.unseenRarity)
    #expect(abs(built.evidence[0].asWritten - 2 / 3) < 2e-3)
    #expect(abs(built.evidence[1].asWritten - (common * 2 / 3) / (common + 2 * unseen)) < 2e-3)
    #expect(built.evidence[1] == built.evidence[2])
    #expect(built.evidence[3].asWritten == 0)
  }

  @Test("Evidence with typos is that of the same features with as many unseen ones in their place")
  func evidenceWithTypos() {
    // 40 features that add 2 each, a quarter of it left: three of them, or 7.5 %, are replaced by ones that add 5.
    let evidence = PromptEvidence(features: 40, prior: 80, left: 20, unseenSquared: 5)
    #expect(evidence.asWritten == 0.75)
    #expect(abs(evidence.mistyped - (1 - Float(37 * 0.5 + 3 * 5) / Float(37 * 2 + 3 * 5))) < 1e-6)
    #expect(PromptEvidence(features: 0, prior: 0, left: 0, unseenSquared: 5).mistyped == 0)
    #expect(PromptEvidence(features: 2, prior: 10, left: 10, unseenSquared: 5).mistyped == 0)
  }

  @Test("Rows are chosen by number, and nothing of the others enters their standardising")
  func chosenRows() throws {
    let prompts = Self.prompts + ["THIS IS ALL CAPITALS 0123456789 !!!!"]
    let chosen = try Self.built(prompts, rows: Array(Self.prompts.indices)).built
    let (alone, _, _) = try Self.built(Self.prompts)
    #expect(chosen.means == alone.means && chosen.inverseDeviations == alone.inverseDeviations)
    #expect(try PlainDesign(chosen.design).dense == PlainDesign(alone.design).dense)
  }
}

extension PromptFeatureStore {
  /// One prompt's features.
  func features(_ row: Int) throws -> [UInt32] {
    let rows = Reader(self)
    let block = try rows.block(block(of: row))
    return Array(block.features(row - block.first))
  }

  /// One prompt's raw shape.
  func shape(_ row: Int) throws -> [Float] {
    let rows = Reader(self)
    let block = try rows.block(block(of: row))
    let shape = block.shape(row - block.first)
    return (0..<ShapeFeatures.count).map { shape[$0] }
  }
}
