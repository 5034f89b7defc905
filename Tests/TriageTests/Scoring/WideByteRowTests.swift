import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

/// Rows of bytes that are summed four columns at a time, in single precision.
private enum FourWide: RowDecoder {
  static var offset: Int { Int8Row.offset }
  static var size: Int { Int8Row.size }
  static func load(_ weights: UnsafeRawPointer) -> SIMD4<Float> { Int8Row.load(weights) }
}

@Suite("Rows of many bytes, summed in integers")
struct WideByteRowTests {
  @Test(
    "Sums and evidence are those of four columns at a time, bit for bit", arguments: [5, 8, 11, 16, 17, 64])
  func same(heads: Int) throws {
    let prompts = ScoringOracleTests.prompts(43) + PromptMaker.texts.map { Array($0.utf8) }
    let contents = ModelContents.random(ModelShape(heads: heads, kind: .int8), seed: 5, prompts: prompts)
    let view = try Router(copying: contents.file(.int8, manifest: [])).view
    let vectors = view.dense.columnVectors
    var differing = Set<Float>()
    for prompt in prompts {
      let general = sums(vectors) { memory in
        var sink = WideScoringSink<FourWide>(view, sums: memory, vectors: vectors)
        scan(prompt, view, &sink)
        return sink.doubt
      }
      let integers = sums(vectors) { memory in
        var sink = WideScoringSink<Int8Row>(view, sums: memory, vectors: vectors)
        scan(prompt, view, &sink)
        return sink.doubt
      }
      #expect(general.doubt == integers.doubt)
      // What lies past the last column is nobody's.
      for column in 0..<view.configuration.columns {
        #expect(general.sums[column] == integers.sums[column])
        differing.insert(general.sums[column])
      }
    }
    #expect(differing.count > prompts.count)
  }

  @Test("A batch of nothing but the least of bytes does not overflow 16 bits")
  func least() {
    #expect(2 * TokenBatch.capacity * 128 <= Int(Int16.max))
  }

  private func sums(
    _ vectors: Int, _ body: (UnsafeMutablePointer<SIMD4<Float>>) -> Doubt
  ) -> (sums: [Float], doubt: Doubt) {
    var memory = [SIMD4<Float>](repeating: SIMD4(), count: vectors)
    let doubt = memory.withUnsafeMutableBufferPointer { $0.baseAddress.map(body) ?? Doubt() }
    return (memory.flatMap { [$0.x, $0.y, $0.z, $0.w] }, doubt)
  }

  private func scan(_ prompt: [UInt8], _ view: ModelView, _ sink: inout some DistinctFeatureSink) {
    prompt.withUnsafeBufferPointer {
      _ = FeatureScanner.make().scan($0, window: view.configuration.window, into: &sink)
    }
  }
}
