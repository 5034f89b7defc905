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
  /// Uniform in 0..<1.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// About normal, mean 0, deviation 1: twelve uniforms.
  mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }
}
