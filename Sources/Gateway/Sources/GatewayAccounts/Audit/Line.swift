package import GatewayJSON

/// An object that leaves out what is nil and what JSON cannot say (NaN, infinities).
package struct Line {
  package var members: [JSON.Member] = []

  package init() {}

  package var json: JSON { .object(members) }

  package mutating func set(_ name: String, _ value: JSON) { members.append(JSON.Member(name, value)) }

  package mutating func set(_ name: String, _ value: String?) {
    if let value { set(name, JSON.string(value)) }
  }

  package mutating func set(_ name: String, _ value: Int?) {
    if let value { set(name, JSON.number(String(value))) }
  }

  package mutating func set(_ name: String, _ value: Double?) {
    if let value, value.isFinite { set(name, JSON.number("\(value)")) }
  }
}
