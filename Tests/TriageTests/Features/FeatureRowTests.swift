import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("FeatureRow: a prompt without its words")
struct FeatureRowTests {
  private static func prompts(_ seed: UInt64) -> [[UInt8]] {
    ScoringOracleTests.prompts(seed) + PromptMaker.texts.map { Array($0.utf8) }
  }

  private static func isSame(_ one: Decision, _ other: Decision) -> Bool {
    one.tier == other.tier && one.model == other.model && one.sufficiency == other.sufficiency
      && one.band == other.band && one.evidence == other.evidence && one.interval == other.interval
      && one.cause == other.cause && one.learnedTier == other.learnedTier && one.fits == other.fits
      && one.scores.elementsEqual(other.scores) && one.sufficiencies.elementsEqual(other.sufficiencies)
      && one.router == other.router
  }

  private func row(_ router: Router, _ prompt: [UInt8]) -> FeatureRow {
    prompt.withUnsafeBufferPointer { router.featureRow(utf8: $0) }
  }

  @Test("A row's decision is its prompt's, bit for bit, for every kind of model", arguments: ModelShape.all)
  func decisions(shape: ModelShape) throws {
    let prompts = Self.prompts(71)
    let contents = ModelContents.random(shape, seed: UInt64(shape.heads) + 3, prompts: prompts)
    let router = try Router(copying: contents.file(shape.kind, manifest: []))
    let contexts = [RequestContext(), RequestContext(inputTokens: 9000, minimumTier: 1)]
    var evidence: Set<Float> = []
    for prompt in prompts {
      let bytes = row(router, prompt).bytes
      let row = try #require(FeatureRow(bytes: bytes))
      for context in contexts {
        let expected = prompt.withUnsafeBufferPointer { router.decide(utf8: $0, context: context) }
        #expect(Self.isSame(router.decide(row, context: context), expected))
        evidence.insert(expected.evidence)
      }
    }
    #expect(evidence.count > prompts.count / 2)
  }

  @Test("A table that the general sink reads gives a row the same decision as one of whole words")
  func sinks() throws {
    let prompts = Self.prompts(72)
    let contents = ModelContents.random(ModelShape(kind: .int8, hasWidths: true), seed: 5, prompts: prompts)
    let router = try Router(copying: contents.file(.int8, manifest: []))
    #expect(PairSink.reads(router.view))
    for prompt in prompts {
      let row = row(router, prompt)
      var (pairs, general) = (PairSink(router.view), ScoringSink<Int8Row>(router.view))
      #expect(row.feed(&pairs) == row.feed(&general))
      #expect(pairs.columns[0] == general.sums[0] && pairs.columns[1] == general.sums[1])
    }
  }

  @Test("A row lists what the collector of training collects, and which of it are words")
  func collector() throws {
    let router = try Router(
      copying: ModelContents.random(ModelShape(), seed: 1, prompts: []).file(.int8, manifest: []))
    var collector = FeatureCollector(window: .standard)
    for prompt in Self.prompts(73) {
      let text = String(decoding: prompt, as: UTF8.self)
      let row = router.featureRow(of: text)
      #expect(collector.collect(text) == row.counts)
      #expect(Array(collector.features) == row.features)
      let orders = RecordingSink.scan(Array(text.utf8)).features.map(\.order)
      #expect(orders.map { $0 == 1 } == row.isWord)
      #expect(row.promptBytes == text.utf8.count)
    }
  }

  @Test("Any row survives its bytes")
  func roundTrip() throws {
    let router = try Router(
      copying: ModelContents.random(ModelShape(), seed: 1, prompts: []).file(.int8, manifest: []))
    for prompt in Self.prompts(74) {
      let row = row(router, prompt)
      #expect(FeatureRow(bytes: row.bytes) == row)
    }
  }

  @Test("The distinct pairs are those of the features that are no words, rising")
  func pairs() throws {
    let router = try Router(
      copying: ModelContents.random(ModelShape(), seed: 1, prompts: []).file(.int8, manifest: []))
    let row = router.featureRow(of: "b a b a c")
    #expect(row.distinctPairs.count == 3 && row.distinct.count == 6)
    #expect(row.distinctPairs == row.distinctPairs.sorted())
  }

  @Test("Bytes that no row has are refused: other versions, lengths, spare bits, and counts out of reason")
  func refused() throws {
    let router = try Router(
      copying: ModelContents.random(ModelShape(), seed: 1, prompts: []).file(.int8, manifest: []))
    let good = router.featureRow(of: "Where is my order?").bytes
    #expect(FeatureRow(bytes: good) != nil)
    func refuses(_ change: (inout [UInt8]) -> Void) -> Bool {
      var bytes = good
      change(&bytes)
      return FeatureRow(bytes: bytes) == nil
    }
    #expect(refuses { $0[0] -= 1 } && refuses { $0[0] += 1 } && refuses { $0[2] = 1 } && refuses { $0 = [] })
    for count in 0..<good.count { #expect(FeatureRow(bytes: Array(good.prefix(count))) == nil) }
    #expect(refuses { $0.append(0) })
    #expect(refuses { $0[$0.count - 1] |= 0x80 }, "a spare bit of nine features")
    #expect(refuses { $0[4 + 7] = 1 }, "2^56 bytes in all")
    #expect(refuses { $0[12] = 200 }, "more read than there is")
    #expect(refuses { $0[20] = 200 }, "more words than bytes")
    #expect(
      refuses {
        for place in 5..<76 { $0[place] = 0 }
        ($0[4], $0[12]) = (4, 4)
      }, "more features than so many bytes have")
  }

  @Test("Ten thousand damaged rows: each is refused, or reads back and is decided for within bounds")
  func fuzz() throws {
    var generator = SeededGenerator(75)
    let prompts = Self.prompts(75)
    let routers = try [
      ModelShape(kind: .int8, hasWidths: true), ModelShape(heads: 3, kind: .float16),
      ModelShape(kind: .float32, embedding: 16, rectified: true),
    ].map { shape in
      try Router(
        copying: ModelContents.random(shape, seed: 9, prompts: prompts).file(shape.kind, manifest: []))
    }
    let seeds = prompts.filter { $0.count < 300 }.map { row(routers[0], $0).bytes }
    var accepted = 0
    for _ in 0..<Scale.rounds(10_000) {
      var bytes = seeds[generator.below(seeds.count)]
      for _ in 0..<1 + generator.below(3) where !bytes.isEmpty {
        let place = generator.below(bytes.count)
        switch generator.below(4) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes[place] ^= 1 << UInt8(generator.below(8))
        case 2: bytes.removeLast(min(generator.below(6), bytes.count))
        default: bytes.append(UInt8(truncatingIfNeeded: generator.next()))
        }
      }
      guard let row = FeatureRow(bytes: bytes) else { continue }
      accepted += 1
      #expect(row.bytes == bytes)
      for router in routers {
        let decision = router.decide(row)
        #expect(decision.scores.allSatisfy { (0...1).contains($0) } && (0...1).contains(decision.evidence))
      }
    }
    #expect(accepted > Scale.rounds(10_000) / 20)
  }
}
