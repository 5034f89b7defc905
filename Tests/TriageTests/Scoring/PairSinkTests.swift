import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Rows of two bytes, summed in integers")
struct PairSinkTests {
  /// Expects both sinks to say the same of a prompt; returns the first column's sum.
  @discardableResult
  private func expectSame(_ prompt: [UInt8], _ view: ModelView) -> Float {
    prompt.withUnsafeBufferPointer { text in
      var pairs = PairSink(view)
      var general = ScoringSink<Int8Row>(view)
      _ = FeatureScanner.make().scan(text, window: view.configuration.window, into: &pairs)
      _ = FeatureScanner.make().scan(text, window: view.configuration.window, into: &general)
      #expect(pairs.columns[0] == general.sums[0] && pairs.columns[1] == general.sums[1])
      #expect(pairs.doubt == general.doubt)
      return general.sums[0]
    }
  }

  @Test("Sums, norm and evidence are those of the general sink, bit for bit", arguments: [false, true])
  func same(normsUnseen: Bool) throws {
    let prompts = ScoringOracleTests.prompts(41) + PromptMaker.texts.map { Array($0.utf8) }
    let shape = ModelShape(kind: .int8, normsUnseen: normsUnseen, hasWidths: true)
    let contents = ModelContents.random(shape, seed: 5, prompts: prompts)
    let view = try Router(copying: contents.file(.int8, manifest: [])).view
    #expect(PairSink.reads(view))
    var known = 0
    for prompt in prompts { known += expectSame(prompt, view) != 0 ? 1 : 0 }
    #expect(known > prompts.count / 2)
  }

  @Test("So they are of a table of random bytes, whose rows may have a fingerprint and weights but no rarity")
  func anyTable() throws {
    let prompts = PromptMaker.texts.map { Array($0.utf8) }
    let contents = ModelContents.random(ModelShape(kind: .int8, hasWidths: true), seed: 5, prompts: prompts)
    var raw = RawModelFile(contents.file(.int8, manifest: []))
    var generator = SeededGenerator(9)
    var collector = FeatureCollector(window: try Router(copying: raw.file()).view.configuration.window)
    let features = PromptMaker.texts.flatMap { text in
      _ = collector.collect(text)
      return Array(collector.features)
    }
    var nobodys = 0  // rows with a feature's fingerprint, weights, and no rarity
    for _ in 0..<50 {
      var rows = raw["ROWS"]
      for index in 0..<rows.count - ModelFormat.tableTail {
        // Half of the rarities are zero.
        rows[index] = index % 4 == 1 && generator.below(2) == 0 ? 0 : UInt8(generator.below(256))
      }
      let count = (rows.count - ModelFormat.tableTail) / 4
      for _ in 0..<8 {
        let feature = features[generator.below(features.count)]
        let row = 4 * (Int(feature) & (count - 1))
        (rows[row], rows[row + 1]) = (UInt8(feature >> 24), 0)
      }
      raw["ROWS"] = rows
      nobodys += features.count { feature in
        let row = 4 * (Int(feature) & (count - 1))
        return rows[row] == UInt8(feature >> 24) && rows[row + 1] == 0
      }
      let view = try Router(copying: raw.file()).view
      #expect(PairSink.reads(view))
      for prompt in prompts { expectSame(prompt, view) }
    }
    #expect(nobodys > 50)
  }

  @Test("A batch of nothing but unseen features, as rare as can be, overflows no part of an entry's sum")
  func rarest() throws {
    #expect(2 * TokenBatch.capacity * 255 * 255 < 1 << 24)
    let words = (0..<2 * TokenBatch.capacity).map { "w\($0)" }.joined(separator: " ")
    for kind in [WeightKind.int8, .float16] {
      var contents = ModelContents.random(ModelShape(kind: kind, normsUnseen: true), seed: 5, prompts: [])
      contents.unseenRarity = 255
      let router = try Router(copying: contents.file(kind, manifest: []))
      #expect(PairSink.reads(router.view) == (kind == .int8))
      let expected = ScoreOracle(contents, kind).score(Array(words.utf8)).evidence
      #expect(abs(Double(router.decide(words).evidence) - expected) < 1e-6)
    }
  }

  @Test("A table that lies askew in memory is read by the general sink, with the same decision")
  func askew() throws {
    let prompts = PromptMaker.texts.map { Array($0.utf8) }
    let contents = ModelContents.random(ModelShape(kind: .int8, hasWidths: true), seed: 6, prompts: prompts)
    let file = contents.file(.int8, manifest: [])
    let straight = try Router(copying: file)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: file.count + 1, alignment: 64)
    memory[1...].copyBytes(from: file)
    let askew = try Router(mapping: UnsafeRawBufferPointer(rebasing: memory[1...])) { bytes in
      bytes.baseAddress.map { ($0 - 1).deallocate() }
    }
    #expect(PairSink.reads(straight.view) && !PairSink.reads(askew.view))
    for text in PromptMaker.texts {
      #expect(Array(askew.decide(text).scores) == Array(straight.decide(text).scores))
    }
  }
}
