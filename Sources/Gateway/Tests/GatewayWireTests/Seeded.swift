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

  /// The JSON with one value somewhere replaced by one of another type, or one member lost.
  mutating func bent(_ value: JSON) -> JSON {
    let others: [JSON] = [
      .null, true, 7, -1.5, "text", "", [], [:], [["type": "text"]], ["type": "tool_use"],
    ]
    switch value {
    case .array(var values) where !values.isEmpty && below(5) > 0:
      let place = below(values.count)
      values[place] = bent(values[place])
      return .array(values)
    case .object(var members) where !members.isEmpty && below(5) > 0:
      let place = below(members.count)
      if below(6) == 0 {
        members.remove(at: place)
      } else {
        members[place].value = bent(members[place].value)
      }
      return .object(members)
    default:
      return others[below(others.count)]
    }
  }
}
