import TestSupport
import Testing

@testable import TriageRecords

@Suite("Templates filled in")
struct TemplateFinderTests {
  private func words(_ count: Int, _ generator: inout SeededGenerator) -> String {
    (0..<count).map { _ in "w\(Int.random(in: 0..<50_000, using: &generator))" }.joined(separator: " ")
  }

  /// So many templates, each with so many copies that differ in a number, in any order.
  private func copies(_ templates: Int, each count: Int) -> [String] {
    var generator = SeededGenerator(41)
    var prompts: [String] = []
    for _ in 0..<templates {
      let text = words(30, &generator)
      for copy in 0..<count { prompts.append("\(text) order \(10_000 + prompts.count * 7 + copy)") }
    }
    return prompts.shuffled(using: &generator)
  }

  @Test("Ten copies of a prompt are joined; of eleven and more, which are not, each is counted")
  func counted() throws {
    let ten = try components(copies(20, each: 10))
    #expect(ten.count == 20 && ten.templated == 0)
    for count in [11, 12, 40] {
      let more = try components(copies(20, each: count))
      #expect(more.count == 20 * count && more.templated == 20 * count)
    }
    // More templates behind one beginning than are told apart at once are still mostly found.
    #expect(try components(copies(200, each: 15)).templated == 3000)
  }

  @Test("Several places filled in, at the end and between, are a template too")
  func places() throws {
    var generator = SeededGenerator(44)
    for (slots, length) in [(1, 30), (2, 60), (3, 80), (5, 200)] {
      var prompts: [String] = []
      for _ in 0..<10 {
        let parts = (0...slots).map { _ in words(length / (slots + 1), &generator) }
        for _ in 0..<30 {
          var text = parts[0]
          for part in parts.dropFirst() {
            text += " \(Int.random(in: 10_000...9_999_999, using: &generator)) \(part)"
          }
          prompts.append(text)
        }
      }
      #expect(try components(prompts).templated >= 295, "\(slots) in \(length)")
    }
  }

  @Test(
    "A group, whatever it says, leaves nothing to be told; different questions behind an instruction are none"
  )
  func quiet() throws {
    let prompts = copies(10, each: 20)
    #expect(try components(prompts, groups: prompts.indices.map { "g\($0)" }).templated == 0)
    var generator = SeededGenerator(42)
    let instruction = words(40, &generator)
    let questions = (0..<100).map { _ in instruction + "\n" + words(12, &generator) }
    #expect(try components(questions).templated == 0)
    // Answers of a word or two, each often given, are too short to say anything.
    let short = (0..<100).map { "thanks a lot \($0 % 20)" }
    #expect(try components(short).templated == 0)
  }

  /// A fifth of the shingles or four, and no more than fifteen, are nobody else's.
  private func isTemplated(_ shingles: Set<UInt32>, _ frequency: [UInt32: Int]) -> Bool {
    let own = shingles.count { frequency[$0] ?? 0 <= 10 }
    return own <= 15 && Double(own) <= max(0.2 * Double(shingles.count), 4) && shingles.count >= 10
  }

  @Test("Who is counted is who resembles another as a whole, by a comparison of all pairs")
  func oracle() throws {
    var generator = SeededGenerator(43)
    var prompts = copies(6, each: 14)
    let instruction = words(12, &generator)
    for index in 0..<60 {
      prompts.append("\(instruction) \(index % 15 == 0 ? words(9, &generator) : "ok \(index)")")
    }
    prompts += (0..<40).map { _ in words(Int.random(in: 1...40, using: &generator), &generator) }
    func set(_ prompt: String) -> Set<UInt32> {
      var shingles = PromptShingles()
      shingles.read(prompt)
      return Set(shingles.hashes)
    }
    let sets = prompts.map(set)
    var frequency: [UInt32: Int] = [:]
    for set in sets { for hash in set { frequency[hash, default: 0] += 1 } }
    let candidates = sets.indices.filter { index in
      isTemplated(sets[index], frequency)
    }
    let expected = candidates.count { one in
      candidates.contains { other in
        let shared = Double(sets[one].intersection(sets[other]).count)
        return other != one && shared / Double(sets[one].union(sets[other]).count) >= 0.6
      }
    }
    #expect(try components(prompts).templated == expected && expected > 80)
  }
}
