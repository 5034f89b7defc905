import CTriage
import Testing

@testable import Triage
@testable import TriageTraining

@Suite("C interface: explanations")
struct CExplanationTests {
  @Test(
    "Are Swift's, part by part, over any bytes, and outlive their router", arguments: [1, 2, 3] as [UInt64])
  func same(seed: UInt64) throws {
    var maker = PromptMaker(seed: seed)
    let prompts = PromptMaker.texts.map { Array($0.utf8) } + (0..<60).map { _ in maker.next(limit: 200) }
    let file = SmallModel.file()
    let router = try Router(copying: file)
    for prompt in prompts + [[], [0x61, 0, 0x62]] {
      let expected = prompt.withUnsafeBufferPointer { router.explain(utf8: $0) }
      let explained = try #require(try explain(prompt, file))
      defer { triage_explanation_free(explained) }
      #expect((0..<3).map { explained.pointee.logits[$0] } == expected.logits)
      #expect(explained.pointee.decision.pointee.sufficiency == expected.decision.sufficiency)
      #expect(explained.pointee.part_count == expected.parts.count)
      for (index, part) in expected.parts.enumerated() {
        let found = try #require(explained.pointee.parts[index]).pointee
        let text = UnsafeRawBufferPointer(start: found.text, count: found.length)
        #expect(Array(text) == Array(part.text.utf8) && found.text[found.length] == 0)
        #expect(String(cString: triage_part_name(found.kind)) == part.kind.rawValue)
        #expect((0..<3).map { found.contributions[$0] } == part.contributions)
      }
    }
  }

  /// Explains with a router that is closed before this returns.
  private func explain(_ prompt: [UInt8], _ file: [UInt8]) throws -> UnsafePointer<triage_explanation>? {
    let c = try CRouter(file)
    var explanation: UnsafePointer<triage_explanation>?
    let status = prompt.withUnsafeBytes {
      let bytes = $0.bindMemory(to: CChar.self)
      return c.lend { triage_explain($0, bytes.baseAddress, bytes.count, nil, &explanation) }
    }
    #expect(status == TRIAGE_OK)
    return explanation
  }

  @Test("The decision that is explained is the one made with the context")
  func context() throws {
    let c = try CRouter(SmallModel.file())
    let windows: [Int64] = [10, 20, 1000]
    var context = triage_context.new
    context.input_tokens = 500
    var explanation: UnsafePointer<triage_explanation>?
    windows.withUnsafeBufferPointer { windows in
      context.context_windows = windows.baseAddress
      context.context_window_count = 3
      let status = c.lend { triage_explain($0, "why", 3, &context, &explanation) }
      #expect(status == TRIAGE_OK)
    }
    let decision = try #require(explanation).pointee.decision.pointee
    #expect(decision.model == 2 && decision.fits == 1)
    triage_explanation_free(explanation)
  }
}
