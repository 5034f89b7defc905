/// A small seeded generator: the same numbers for the same seed, on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): period 2^64,
/// one addition and two multiplications a number. For shuffles and samples, not for secrets.
///
/// `TriageMetrics` has one with the same numbers and another order of shuffling: the two share no module, and one made for them
/// would stand in every product.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator at the start of its sequence.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// Shuffles in place (Fisher and Yates), by a sequence that is this generator's own.
  ///
  /// Hold-outs are drawn again from their seed, by later versions too, and the standard library promises no sequence for
  /// its `shuffle(using:)`. Numbers are the same as those of Swift 6's.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for place in elements.indices.dropLast() {
      elements.swapAt(place, place + below(elements.count - place))
    }
  }

  /// A number in 0..<bound, every one as likely, by multiplication and rejection (Lemire, ACM TOMACS 29, 2019).
  ///
  /// - Precondition: `bound` is positive.
  private mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}
