import AllocationCounter
import CTriage
import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("C interface: decisions")
struct CDecisionTests {
  /// A random context, in both languages.
  private func context(
    _ generator: inout SeededGenerator, _ windows: UnsafePointer<Int64>?, _ count: Int
  ) -> (RequestContext, triage_context) {
    var c = triage_context.new
    if generator.below(2) == 0 { c.minimum_tier = Int32(generator.below(5)) }
    if generator.below(3) == 0 { c.pinned_tier = Int32(generator.below(5)) }
    if generator.below(3) == 0 { c.error_tolerance = generator.below(5) == 0 ? .nan : generator.float(1) }
    if generator.below(2) == 0 { c.input_tokens = Int64(generator.below(90_000)) }
    var swift = RequestContext(
      inputTokens: c.input_tokens < 0 ? nil : Int(c.input_tokens), minimumTier: Int(c.minimum_tier),
      errorTolerance: c.error_tolerance >= 0 ? c.error_tolerance : nil,
      pinnedTier: c.pinned_tier < 0 ? nil : Int(c.pinned_tier))
    if let windows, generator.below(2) == 0 {
      c.context_windows = windows
      c.context_window_count = Int64(generator.below(count + 1))
      swift.contextWindows = (0..<Int(c.context_window_count)).map { Int(windows[$0]) }
    }
    return (swift, c)
  }

  @Test("Are Swift's, bit by bit, over any bytes and contexts", arguments: ModelShape.all)
  func same(shape: ModelShape) throws {
    var maker = PromptMaker(seed: 41)
    let prompts = PromptMaker.texts.map { Array($0.utf8) } + (0..<40).map { _ in maker.next(limit: 300) }
    let file = ModelContents.random(shape, seed: 41, prompts: prompts).file(shape.kind, manifest: [])
    let router = try Router(copying: file)
    let c = try CRouter(file)
    let windows: [Int64] = (0..<shape.heads).map { Int64($0 % 3) * 30_000 }
    windows.withUnsafeBufferPointer { windows in
      for prompt in prompts + [[]] {
        let plain = prompt.withUnsafeBufferPointer { router.decide(utf8: $0) }
        #expect(c.decide(prompt).equals(plain))
        let (swift, given) = context(&maker.generator, windows.baseAddress, windows.count)
        let bound = prompt.withUnsafeBufferPointer { router.decide(utf8: $0, context: swift) }
        #expect(c.decide(prompt, given).equals(bound), "\(swift)")
      }
    }
  }

  @Test("Many at once are the same as one by one, at any distance between them", arguments: [48, 64, 100])
  func many(size: Int) throws {
    var maker = PromptMaker(seed: 5)
    let prompts = (0..<60).map { _ in maker.next(limit: 200) }
    let file = SmallModel.file()
    let c = try CRouter(file)
    let (models, tiers) = c.counts
    let joined = prompts.flatMap { $0 }
    var rows = [UInt8](repeating: 0xAA, count: size * prompts.count)
    var scores = [Float](repeating: -1, count: models * prompts.count)
    var sufficiencies = [Float](repeating: -1, count: tiers * prompts.count)
    var context = triage_context.new
    context.minimum_tier = 1
    joined.withUnsafeBytes { bytes in
      var starts: [UnsafePointer<CChar>?] = []
      var offset = 0
      for prompt in prompts {
        starts.append(bytes.bindMemory(to: CChar.self).baseAddress.map { $0 + offset })
        offset += prompt.count
      }
      rows.withUnsafeMutableBytes { rows in
        rows.storeBytes(of: UInt32(size), as: UInt32.self)
        let decisions = rows.baseAddress?.assumingMemoryBound(to: triage_decision.self)
        let status = c.lend {
          triage_decide_many(
            $0, prompts.count, starts, prompts.map(\.count), &context, decisions, &scores, &sufficiencies)
        }
        #expect(status == TRIAGE_OK)
      }
    }
    for (index, prompt) in prompts.enumerated() {
      let one = c.decide(prompt, context)
      let row = rows[index * size..<(index + 1) * size]
      let decision = row.withUnsafeBytes { $0.loadUnaligned(as: triage_decision.self) }
      #expect(decision.size == size && decision.tier == one.decision.tier)
      #expect(decision.sufficiency == one.decision.sufficiency && decision.cause == one.decision.cause)
      // What a newer header would have behind the fields that this library knows.
      #expect(row.dropFirst(MemoryLayout<triage_decision>.size).allSatisfy { $0 == 0 })
      #expect(Array(scores[index * models..<(index + 1) * models]) == one.scores)
      #expect(Array(sufficiencies[index * tiers..<(index + 1) * tiers]) == one.sufficiencies)
    }
  }

  @Test(
    "Allocate nothing, with context windows too",
    .enabled(if: allocation_counter_works() && Scale.divisor == 1, "needs glibc, no sanitizer, optimisation"))
  func allocations() throws {
    let c = try CRouter(SmallModel.file())
    let windows: [Int64] = [1, 90_000, 90_000]
    var context = triage_context.new
    context.input_tokens = 50_000
    let prompt = Array(PromptMaker.texts[0].utf8CString)
    var result = CDecision(models: 3, tiers: 3)
    windows.withUnsafeBufferPointer { windows in
      context.context_windows = windows.baseAddress
      context.context_window_count = 3
      // The first time in a process something is made for good: no other test need have done so before.
      for isFirst in [true, false] {
        let before = allocation_counter_allocations() + allocation_counter_frees()
        c.lend { handle in
          for _ in 0..<1000 {
            _ = triage_decide(
              handle, prompt, prompt.count, &context, &result.decision, &result.scores, &result.sufficiencies)
          }
        }
        let made = allocation_counter_allocations() + allocation_counter_frees() - before
        #expect(isFirst ? made < 1000 : made == 0)
      }
    }
    #expect(result.decision.model != 0 && result.decision.cause == TRIAGE_CAUSE_CONTEXT_WINDOW)
  }
}
