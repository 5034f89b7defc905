public import GatewayJSON

/// A JSON Schema (draft 2020-12), read once, to check many values.
///
/// It knows `type`, `enum`, `const`; `minimum`, `maximum`, their exclusive forms, `multipleOf` (exact, in decimals);
/// `minLength`, `maxLength` (Unicode scalars), `pattern`, `format`; `properties`, `required`, `additionalProperties`,
/// `patternProperties`, `propertyNames`, `minProperties`, `maxProperties`, `dependentRequired`, `dependentSchemas`;
/// `prefixItems`, `items`, `contains`, `minContains`, `maxContains`, `minItems`, `maxItems`, `uniqueItems`; `anyOf`,
/// `allOf`, `oneOf`, `not`, `if`, `then`, `else`; `$ref` within the document (pointers, `$anchor`, `$id`), cycles too.
/// Of older drafts it takes `items` with an array, `additionalItems` and `dependencies`.
///
/// `format` is asserted for `date`, `date-time`, `time`, `uuid`, `ipv4`, `email` and `uri`; others say nothing.
/// What it does not know and would change the meaning is named by ``unsupported`` and taken for satisfied.
public struct JSONSchema: Sendable {
  /// What each schema of the document asks for; the first is the whole.
  let nodes: [[SchemaRule]]
  /// Keywords that are not understood and would change the meaning, each with its place: `/items: unevaluatedItems`.
  public let unsupported: [String]

  /// Reads a schema. Throws for what is no schema: a keyword with a value of the wrong type, a pattern that is no regular
  /// expression, a reference to nothing.
  public init(_ schema: JSON) throws(SchemaMistake) {
    var compiler = SchemaCompiler(schema)
    _ = try compiler.compile(at: "")
    nodes = compiler.nodes
    unsupported = compiler.unsupported
  }

  /// What is wrong with a value, up to `limit` places; empty if it fits.
  ///
  /// Bounded: a second of the processor, a million steps, 1,000 schemas inside each other; a value that needs more does not fit.
  public func violations(of value: JSON, limit: Int = 5) -> [SchemaViolation] {
    judgement(of: value, limit: limit).violations
  }

  /// What is wrong with a value, and whether nothing was found out: it took too long before anything was seen to be wrong.
  func judgement(of value: JSON, limit: Int = 5) -> (violations: [SchemaViolation], isUnknown: Bool) {
    var run = SchemaRun(nodes: nodes, limit: limit)
    let fits = run.check(0, value)
    if run.isGivenUp {
      let tooLong = SchemaViolation(path: "", message: "takes too long to be checked")
      return (run.violations + [tooLong], run.violations.isEmpty)
    }
    if !fits, run.violations.isEmpty { return ([SchemaViolation(path: "", message: "does not fit")], false) }
    return (fits ? [] : run.violations, false)
  }

  /// Whether a value fits.
  public func accepts(_ value: JSON) -> Bool {
    var run = SchemaRun(nodes: nodes, limit: 0)
    return run.check(0, value) && !run.isGivenUp
  }
}

/// A place in a value, and what is wrong there.
public struct SchemaViolation: Sendable, Equatable, CustomStringConvertible {
  /// A JSON pointer; empty for the whole value.
  public var path: String
  /// Such as `is a string, not an integer`.
  public var message: String

  /// Path and message.
  public var description: String { path.isEmpty ? message : "\(path) \(message)" }
}

/// Why a document is no schema.
public struct SchemaMistake: Error, Sendable, Equatable, CustomStringConvertible {
  /// A JSON pointer into the schema.
  public var path: String
  /// What is wrong there.
  public var message: String

  /// Path and message.
  public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
