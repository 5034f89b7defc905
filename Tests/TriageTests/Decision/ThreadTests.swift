import Testing

@testable import Triage
@testable import TriageTraining

@Suite("Threads")
struct ThreadTests {
  @Test("Many threads that decide at once get the answers of one", arguments: WeightKind.allCases)
  func same(kind: WeightKind) async throws {
    var maker = PromptMaker(seed: 3)
    let prompts =
      PromptMaker.texts + (0..<50).map { _ in String(decoding: maker.next(limit: 400), as: UTF8.self) }
    let contents = ModelContents.random(
      ModelShape(heads: 5, kind: kind), seed: 3, prompts: prompts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(kind, manifest: []))
    let expected = prompts.map { Array(router.decide($0).scores) }
    let differences = await withTaskGroup(of: Int.self) { group in
      for task in 0..<16 {
        group.addTask {
          var differences = 0
          for round in 0..<Scale.rounds(2000) {
            let index = (round &* 7 &+ task) % prompts.count
            if Array(router.decide(prompts[index]).scores) != expected[index] { differences += 1 }
          }
          return differences
        }
      }
      return await group.reduce(0, +)
    }
    #expect(differences == 0)
  }

  @Test("A router, a decision, a context and a policy may cross threads")
  func sendable() {
    func needs<T: Sendable>(_ type: T.Type) -> Bool { true }
    #expect(needs(Router.self) && needs(Decision.self) && needs(RequestContext.self) && needs(Policy.self))
  }
}
