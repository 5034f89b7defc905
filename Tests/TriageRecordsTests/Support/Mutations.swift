import TestSupport
import TriageRecords

/// Ways in which one question comes to stand in a log twice.
enum Mutation: CaseIterable {
  /// Letters in upper case, other white space and punctuation: the same after normalisation.
  case dress
  /// A letter replaced in one word in thirty, at least one.
  case typos
  /// Two lines swapped, as options are; without lines, the two halves.
  case order
  /// Some words put before.
  case preamble

  func apply(to prompt: String, using generator: inout SeededGenerator) -> String {
    switch self {
    case .dress:
      return "  " + prompt.uppercasedASCII().split(separator: " ").joined(separator: " \n") + " ... !"
    case .typos:
      var characters = Array(prompt)
      let words = prompt.split(whereSeparator: \.isWhitespace).count
      let letters = characters.indices.filter { characters[$0].isLetter }
      for _ in 0..<max(words / 30, 1) {
        if let place = letters.randomElement(using: &generator) { characters[place] = "q" }
      }
      return String(characters)
    case .order:
      var lines = prompt.split(separator: "\n").map(String.init)
      if lines.count < 3 {
        let half = prompt.index(prompt.startIndex, offsetBy: prompt.count / 2)
        return prompt[half...] + " " + prompt[..<half]
      }
      lines.swapAt(lines.count - 2, lines.count - 3)
      return lines.joined(separator: "\n")
    case .preamble:
      return "Please answer this:\n" + prompt
    }
  }
}

extension String {
  func uppercasedASCII() -> String {
    String(decoding: utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }, as: UTF8.self)
  }
}

/// The components of these prompts.
func components(
  _ prompts: [String], groups: [String?]? = nil, options: NearDuplicateFinder.Options = .init()
) throws -> PromptComponents {
  var finder = NearDuplicateFinder(options: options)
  for (index, prompt) in prompts.enumerated() { try finder.add(prompt, group: groups?[index]) }
  return try finder.components()
}
