import GatewayConfiguration
import GatewayJSON

extension SchemaRun {
  mutating func check(_ rule: SchemaRule, object: JSON) -> Bool {
    let members = object.members
    switch rule {
    case .properties(let named, let matching, let others):
      var fits = true
      for (name, value) in members {
        fits = check(named: named, matching: matching, others: others, name: name, value: value) && fits
      }
      return fits
    case .propertyNames(let node):
      return members.keys.reduce(true) { fits, name in
        check(node, .string(name.text), at: name.text) && fits
      }
    case .propertyCount(let minimum, let maximum):
      if members.count < minimum { return fail("has less than \(minimum) members") }
      return members.count <= maximum || fail("has more than \(maximum) members")
    case .required(let names):
      return names.reduce(true) { fits, name in
        (members[name] != nil || fail("lacks '\(name.text)'")) && fits
      }
    case .dependentRequired(let needs):
      return needs.reduce(true) { fits, need in
        guard members[need.key] != nil, let lacking = need.value.first(where: { members[$0] == nil }) else {
          return fits
        }
        return fail("has '\(need.key.text)' but lacks '\(lacking.text)'")
      }
    case .dependentSchemas(let schemas):
      return schemas.reduce(true) { fits, need in
        (members[need.key] == nil || check(need.value, object)) && fits
      }
    default:
      return true
    }
  }

  private mutating func check(
    named: [MemberName: Int], matching: [SchemaMatch], others: Int?, name: MemberName, value: JSON
  ) -> Bool {
    var fits = true
    var isKnown = false
    if let node = named[name] {
      isKnown = true
      fits = check(node, value, at: name.text)
    }
    for match in matching {
      switch search(match.pattern, name.text) {
      case .absent: continue
      case .unknown: return giveUp()
      case .found: isKnown = true
      }
      fits = check(match.schema, value, at: name.text) && fits
    }
    guard !isKnown, let others else { return fits }
    return check(others, value, at: name.text)
  }
}
