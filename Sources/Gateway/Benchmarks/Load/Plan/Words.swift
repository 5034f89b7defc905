/// Random numbers from a seed: SplitMix64 (Steele, Lea and Flood 2014).
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// A number in 0..<1.
  mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}

/// Prompts of common words: ASCII without quotes or backslashes, so that JSON needs no escapes.
enum Words {
  static func prompt(_ number: Int, bytes: Int, _ dice: inout Dice) -> String {
    var prompt = "Question \(number):"
    prompt.reserveCapacity(bytes + 16)
    while prompt.utf8.count < bytes {
      prompt += " "
      prompt += all[Int(dice.next() % UInt64(all.count))]
    }
    return prompt
  }

  private static let all = """
    the of and to in is you that it he was for on are as with his they at be this have from or one had by word but \
    not what all were we when your can said there use an each which she do how their if will up other about out many \
    then them these so some her would make like him into time has look two more write go see number no way could \
    people my than first water been call who oil its now find long down day did get come made may part invoice \
    contract refund customer server database query function compile prove integral matrix vector translate summarise \
    explain recipe history capital planet protein kernel thread mutex socket latency router model prompt token price
    """.split(separator: " ").map(String.init)
}
