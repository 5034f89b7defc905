import GatewayJSON

/// SplitMix64: the same numbers each run.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number below `count`.
  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

  /// A value, nested up to `depth`.
  mutating func json(depth: Int) -> JSON {
    switch below(depth > 0 ? 8 : 5) {
    case 0: .null
    case 1: .bool(below(2) == 0)
    case 2: .number(number())
    case 3, 4: .string(text())
    case 5: .array((0..<below(5)).map { _ in json(depth: depth - 1) })
    default: .object((0..<below(5)).map { _ in JSON.Member(text(), json(depth: depth - 1)) })
    }
  }

  /// A number's text: every form the grammar has.
  mutating func number() -> String {
    var text = below(2) == 0 ? "-" : ""
    text += below(3) == 0 ? "0" : String(1 + below(1_000_000))
    if below(2) == 0 { text += ".\(below(10))\(below(1000))0" }
    if below(3) == 0 { text += ["e", "E", "e+", "E-"][below(4)] + "0\(below(20))" }
    return text
  }

  /// A short text with everything that must be escaped, and scalars of every length.
  mutating func text() -> String {
    let pieces = [
      "a", "Z", " ", "\"", "\\", "/", "\n", "\r", "\t", "\u{8}", "\u{C}", "\u{0}", "\u{1F}", "\u{7F}", "é",
      "e\u{301}",
      "\u{2028}", "\u{FFFD}", "日", "😀", "👩‍👩‍👧", "\r\n", "model", "u00",
    ]
    return (0..<below(8)).map { _ in pieces[below(pieces.count)] }.joined()
  }

  /// The bytes with up to three random changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let marks = Array("{}[]\",:\\u0123456789abcdefntr-+.eE \n\u{80}\u{7F}\u{1}".utf8) + [0xFF, 0xC3, 0xED]
    for _ in 0...below(3) {
      let at = below(bytes.count + 1)
      switch below(5) {
      case 0 where at < bytes.count: bytes.remove(at: at)
      case 1 where at < bytes.count: bytes[at] = marks[below(marks.count)]
      case 2 where at < bytes.count: bytes.removeSubrange(at..<min(bytes.count, at + below(6)))
      case 3 where at < bytes.count:
        bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + below(6))], at: below(bytes.count))
      default: bytes.insert(marks[below(marks.count)], at: at)
      }
    }
    return bytes
  }
}
