/// xorshift64*: an independent seeded generator for tests.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}

extension SeededGenerator {
  /// Uniform in -1..<1.
  mutating func signed() -> Double { Double(next() >> 11) / 4_503_599_627_370_496 - 1 }

  mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float(signed()) } }
}
