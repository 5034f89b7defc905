import AllocationCounter
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("No allocation", .enabled(if: allocation_counter_works(), "needs glibc and no sanitizer"))
struct AllocationTests {
  static let long = String(repeating: "Explain why this race condition occurs, 世界! ", count: 1200)
  static let prompts = ["", "short", PromptMaker.texts[0], PromptMaker.texts[3], PromptMaker.texts[7], long]

  /// Allocations and frees of this thread while the body runs.
  private func count(_ body: () -> Void) -> (allocations: UInt64, frees: UInt64) {
    let before = (allocation_counter_allocations(), allocation_counter_frees())
    body()
    return (allocation_counter_allocations() - before.0, allocation_counter_frees() - before.1)
  }

  @Test("The counter counts, this thread's own and no others'")
  func control() {
    var arrays: [[Int]] = []
    arrays.reserveCapacity(100)
    let counted = count { for index in 0..<100 { arrays.append([index, index]) } }
    #expect(counted.allocations == 100)
    let freed = count { arrays.removeAll(keepingCapacity: true) }
    #expect(freed.frees == 100 && freed.allocations == 0)
  }

  @Test("A thousand decisions allocate and free nothing", arguments: ModelShape.all)
  func decisions(shape: ModelShape) throws {
    let contents = ModelContents.random(shape, seed: 9, prompts: Self.prompts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(shape.kind, manifest: []))
    let prompts = Self.prompts
    let bytes = Self.prompts.map { Array($0.utf8) }
    let context = RequestContext(
      inputTokens: 50_000, contextWindows: [Int](repeating: 60_000, count: shape.heads), minimumTier: 1,
      errorTolerance: 0.2, pinnedTier: 0)
    var tiers = 0
    let counted = count {
      for round in 0..<Scale.rounds(1000) {
        // The long one every tenth time.
        let index = round % 10 == 0 ? prompts.count - 1 : round % (prompts.count - 1)
        tiers += router.decide(prompts[index]).tier
        tiers += router.decide(prompts[index], context: context).tier
        tiers += bytes[index].withUnsafeBufferPointer { router.decide(utf8: $0, context: context) }.tier
        if shape.hasLength { tiers += router.expectedOutputTokens(prompts[index], model: 1) == nil ? 1 : 0 }
      }
    }
    #expect(counted.allocations == 0 && counted.frees == 0)
    #expect(tiers > 0)
  }

  @Test("Neither does a decision for a conversation")
  func messages() throws {
    let router = try Router(copying: SmallModel.file())
    let messages = [Message(role: "system", content: Self.long), Message(role: "user", content: Self.long)]
    var tiers = 0
    let counted = count { for _ in 0..<100 { tiers += router.decide(messages: messages).tier } }
    #expect(counted.allocations == 0 && counted.frees == 0 && tiers >= 0)
  }

  @Test("Copying a router allocates nothing")
  func copies() throws {
    let router = try Router(copying: SmallModel.file())
    let counted = count { for _ in 0..<100 { _ = consume(router) } }
    #expect(counted.allocations == 0)
  }

  private func consume(_ router: consuming Router) -> Int { router.decide("a").tier }
}
