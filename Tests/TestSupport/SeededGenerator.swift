/// xorshift64*: an independent seeded generator for tests.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// The state may not be 0: the seed is scrambled before its last bit is set, so that neighbours stay apart.
  package init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  package mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 2_685_821_657_736_338_717
  }
}

extension SeededGenerator {
  /// Uniform in 0..<1.
  package mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// About normal, mean 0, deviation 1: twelve uniforms.
  package mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  package mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// Uniform in -limit…limit.
  package mutating func float(_ limit: Float) -> Float { Float.random(in: -limit...limit, using: &self) }

  /// Uniform in -1..<1.
  package mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float(2 * uniform() - 1) }
  }
}
