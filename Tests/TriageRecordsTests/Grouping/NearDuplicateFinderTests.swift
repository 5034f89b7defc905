import TestSupport
import Testing

@testable import TriageRecords

@Suite("Near-duplicates")
struct NearDuplicateFinderTests {
  private func words(_ count: Int, _ generator: inout SeededGenerator) -> String {
    (0..<count).map { _ in "w\(Int.random(in: 0..<50_000, using: &generator))" }.joined(separator: " ")
  }

  @Test("Components are numbered by first appearance; groups and sameness join, and causes are counted")
  func joins() throws {
    let found = try components(
      ["Hello there", "Good bye", "hello, THERE!", "Something else", "Good bye"],
      groups: [nil, "g", nil, "g", "h"])
    #expect(found.ofRecord == [0, 1, 0, 1, 1])
    #expect(found.count == 2 && found.largest == 3 && found.sizes == [2, 3])
    #expect(found.joins.group == 1 && found.joins.same == 2 && found.joins.near == 0)
    #expect(try components([]).count == 0 && components([]).largest == 0)
  }

  @Test("What stands in more than three groups ties none of them, and still ties records without a group")
  func smallTalk() throws {
    func found(_ groups: Int) throws -> PromptComponents {
      var generator = SeededGenerator(24)
      var (prompts, names): ([String], [String?]) = ([], [])
      for group in 0..<groups {
        prompts += ["Thanks", words(20, &generator), words(20, &generator)]
        names += [String?](repeating: "g\(group)", count: 3)
      }
      prompts += ["thanks!", "Thanks."]
      names += [nil, nil]
      return try components(prompts, groups: names)
    }
    let few = try found(3)
    #expect(few.count == 1 && few.joins.same == 4)
    let many = try found(4)
    #expect(many.sizes == [3, 3, 3, 3, 2] && many.joins.same == 1 && many.joins.group == 8)
    // The first of all may be the one without a group.
    let before = try components(
      ["ok", "ok", "ok", "ok", "ok", "ok"], groups: [nil, "a", "b", "c", "d", nil])
    #expect(before.ofRecord == [0, 1, 2, 3, 4, 0])
    // Groups that belong together by name are one, however often the prompt stands in it.
    #expect(try components(["ok", "ok", "ok", "ok", "ok"], groups: ["a", "a", "a", "b", "b"]).count == 1)
  }

  @Test("An instruction that many prompts share glues none of them, however long it is")
  func boilerplate() throws {
    var generator = SeededGenerator(21)
    let instruction = words(60, &generator)
    let prompts = (0..<200).map { _ in instruction + "\n" + words(12, &generator) }
    #expect(try components(prompts).count == 200)
  }

  @Test(
    "A passage shared by four long questions does not join them; four words changed in one do not part it")
  func passage() throws {
    var generator = SeededGenerator(22)
    let passage = words(60, &generator)
    #expect(try components((0..<4).map { _ in passage + "\n" + words(60, &generator) }).count == 4)
    let question = words(100, &generator)
    var variant = question.split(separator: " ").map(String.init)
    for place in [10, 40, 60, 90] { variant[place] = "changed" }
    #expect(try components([question, variant.joined(separator: " ")]).count == 1)
  }

  @Test("Short prompts are joined only where they are the same")
  func short() throws {
    #expect(
      try components(["Name a river in France", "Name a river in Spain", "name a river in france."]).count
        == 2)
  }

  @Test("The pairs that are joined are those that a comparison of all pairs joins, but for the border")
  func oracle() throws {
    var generator = SeededGenerator(23)
    var prompts: [String] = []
    for _ in 0..<60 {
      let base = words(Int.random(in: 10..<60, using: &generator), &generator).split(separator: " ")
      prompts.append(base.joined(separator: " "))
      for _ in 0..<2 {
        var copy = base.map(String.init)
        for _ in 0..<Int.random(in: 0..<10, using: &generator) {
          copy[Int.random(in: 0..<copy.count, using: &generator)] = "x"
        }
        prompts.append(copy.joined(separator: " "))
      }
    }
    let sets = prompts.map { prompt in
      let words = prompt.split(separator: " ")
      return Set((0..<words.count - 2).map { words[$0..<($0 + 3)].joined(separator: " ") })
    }
    let found = try components(prompts)
    var joined = 0
    for i in prompts.indices {
      for j in prompts.indices where i < j {
        let union = sets[i].union(sets[j]).count
        let resemblance = Double(sets[i].intersection(sets[j]).count) / Double(union)
        let isJoined = found.ofRecord[i] == found.ofRecord[j]
        // Bases differ, so a component holds at most three prompts; the third may tie two that differ.
        if resemblance < 0.2 { #expect(!isJoined) }
        // A base of more than 48 shingles is estimated: three standard errors.
        if resemblance >= (union > 48 ? 0.8 : 0.6) { #expect(isJoined) }
        if isJoined { joined += 1 }
      }
    }
    #expect(joined > 30 && joined < 150)
  }

  @Test("The same prompts in the same order give the same components")
  func deterministic() throws {
    var generator = SeededGenerator(24)
    let prompts = (0..<300).map { _ in
      words(Int.random(in: 1..<6, using: &generator), &generator) + " common end here"
    }
    #expect(try components(prompts) == components(prompts))
  }

  @Test("Sketches: exact for short prompts, within three standard errors for long ones")
  func sketches() throws {
    var generator = SeededGenerator(25)
    for size in [10, 40, 400] {
      for overlap in [0.0, 0.3, 0.6, 0.9, 1.0] {
        let shared = (0..<Int(Double(size) * overlap)).map { _ in
          UInt32.random(in: .min ... .max, using: &generator)
        }
        let a =
          (shared + (shared.count..<size).map { _ in UInt32.random(in: .min ... .max, using: &generator) })
          .sorted()
        let b =
          (shared + (shared.count..<size).map { _ in UInt32.random(in: .min ... .max, using: &generator) })
          .sorted()
        var store = SketchStore()
        try store.append(a)
        try store.append(b)
        try store.flush()
        let truth = Double(shared.count) / Double(2 * size - shared.count)
        let error = abs(store.resemblance(0, 1) - truth)
        #expect(error <= (size < 48 ? 1e-12 : 3 * (truth * (1 - truth) / 48).squareRoot() + 1e-12))
      }
    }
  }
}
