/// Different prompts of one length, made up from a seeded vocabulary in which some words are common.
struct Prompts: Sendable {
  private let texts: [[UInt8]]

  init(length: Int, count: Int, seed: UInt64 = 1) {
    var generator = Generator(seed)
    let vocabulary = Self.vocabulary
    texts = (0..<count).map { _ in
      var text: [UInt8] = []
      while text.count < length {
        let place = generator.below(vocabulary.count) * generator.below(vocabulary.count) / vocabulary.count
        text += vocabulary[place]
        text += Array((generator.below(9) == 0 ? ", " : " ").utf8)
      }
      return Array(text.prefix(length))
    }
  }

  /// Calls the body with one of them, in turn.
  func withBytes<Value>(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    texts[number % texts.count].withUnsafeBufferPointer(body)
  }

  /// As text, for records.
  var strings: [String] { texts.map { String(decoding: $0, as: UTF8.self) } }

  private static let vocabulary: [[UInt8]] = {
    var generator = Generator(7)
    let syllables = [
      "ta", "re", "con", "di", "tion", "al", "er", "in", "the", "lo", "qu", "ma", "s", "pre", "un",
    ]
    return (0..<8000).map { _ in
      (0..<1 + generator.below(4)).flatMap { _ in Array(syllables[generator.below(syllables.count)].utf8) }
    }
  }()
}

/// xorshift64*.
struct Generator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 2_685_821_657_736_338_717) >> 33) % limit
  }
}
