import TestSupport
import Foundation

/// Made-up records of two kinds of prompts: on one the small model does, on the other only the large one.
enum Sample {
  static func lines(_ count: Int = 240, seed: UInt64 = 1, split: Bool = false) -> [String] {
    var generator = SeededGenerator(seed &+ 40)
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    func word() -> String { (0..<3).map { _ in syllables.randomElement(using: &generator) ?? "" }.joined() }
    return (0..<count).map { index in
      let isHard = Int.random(in: 0..<10, using: &generator) < 4
      var words = (0..<12).map { _ in word() }
      words.insert(
        isHard ? "prove the lemma" : "reset my password", at: Int.random(in: 0...12, using: &generator))
      let small = Int.random(in: 0..<100, using: &generator) < (isHard ? 15 : 90) ? 1 : 0
      let large = Int.random(in: 0..<100, using: &generator) < 90 ? 1 : 0
      let place = split ? "\"split\":\"\(index % 3 == 0 ? "test" : "train")\"," : ""
      return "{\"id\":\"r\(index)\",\(place)\"prompt\":\"\(words.joined(separator: " "))\","
        + "\"domain\":\"\(isHard ? "maths" : "support")\","
        + "\"outcomes\":{\"small\":{\"score\":\(small),\"cost\":0.001},"
        + "\"large\":{\"score\":\(large),\"cost\":0.02}}}"
    }
  }

  static func text(_ count: Int = 240, seed: UInt64 = 1, split: Bool = false) -> String {
    lines(count, seed: seed, split: split).joined(separator: "\n") + "\n"
  }
}

/// Records and a router trained on them, made once for all tests that only read them.
enum Shared {
  private static let scratch = Scratch()

  static let records: String = {
    atexit { Shared.scratch.remove() }
    return scratch.file("records.jsonl", Sample.text(split: true))
  }()

  static let model: String = {
    let path = scratch.path("m.triage")
    _ = try? Command.run("train", records, "-o", path, "--split", "train", "--architecture", "linear")
    return path
  }()
}
