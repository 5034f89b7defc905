import GatewayConfiguration
import GatewayJSON

/// One thing that a schema asks for. Schemas inside are places in ``JSONSchema/nodes``, so that they may form cycles.
enum SchemaRule: Sendable {
  case never
  case types(Set<SchemaType>)
  case constants(Set<[UInt8]>, shown: String)
  case minimum(ExactNumber, exclusive: Bool, shown: String)
  case maximum(ExactNumber, exclusive: Bool, shown: String)
  case multipleOf(ExactNumber, shown: String)
  case length(minimum: Int, maximum: Int)
  case pattern(Pattern)
  case format(SchemaFormat)
  case items(first: [Int], rest: Int?)
  case itemCount(minimum: Int, maximum: Int)
  case contains(Int, minimum: Int, maximum: Int)
  case unique
  case properties(named: [MemberName: Int], matching: [SchemaMatch], others: Int?)
  case propertyNames(Int)
  case propertyCount(minimum: Int, maximum: Int)
  case required([MemberName])
  case dependentRequired([MemberName: [MemberName]])
  case dependentSchemas([MemberName: Int])
  case all([Int])
  case any([Int])
  case one([Int])
  case not(Int)
  case conditional(Int, then: Int?, otherwise: Int?)
}

/// A pattern for names, and the schema of what has such a name.
struct SchemaMatch: Sendable {
  let pattern: Pattern
  let schema: Int
}

/// The types of values.
enum SchemaType: String, Sendable, CaseIterable {
  case null, boolean, number, integer, string, array, object

  /// Whether a value is of it; whole numbers are integers however they are spelt.
  func contains(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.null, .null), (.boolean, .bool), (.number, .number), (.string, .string), (.array, .array),
      (.object, .object):
      true
    case (.integer, .number(let text)): ExactNumber(text).isWhole
    default: false
    }
  }
}
