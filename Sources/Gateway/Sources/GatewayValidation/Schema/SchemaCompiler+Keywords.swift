import GatewayJSON

extension SchemaCompiler {
  /// `type`, `enum`, `const`, and what is asked of numbers and texts.
  mutating func appendValueRules(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    if let type = schema["type"] {
      let names = type.arrayValue ?? [type]
      let types = names.compactMap { $0.stringValue.flatMap(SchemaType.init) }
      guard types.count == names.count else { throw mistake(path, "type", "a type or an array of types") }
      rules.append(.types(Set(types)))
    }
    if let values = schema["enum"] {
      guard let values = values.arrayValue else { throw mistake(path, "enum", "an array") }
      rules.append(
        .constants(Set(values.map(\.canonical)), shown: values.map(\.text).joined(separator: ", ")))
    }
    if let value = schema["const"] { rules.append(.constants([value.canonical], shown: value.text)) }
    for (name, exclusive) in [("minimum", false), ("exclusiveMinimum", true)] {
      guard let (bound, shown) = try number(schema, name, path) else { continue }
      rules.append(.minimum(bound, exclusive: exclusive, shown: shown))
    }
    for (name, exclusive) in [("maximum", false), ("exclusiveMaximum", true)] {
      guard let (bound, shown) = try number(schema, name, path) else { continue }
      rules.append(.maximum(bound, exclusive: exclusive, shown: shown))
    }
    if let (step, shown) = try number(schema, "multipleOf", path) {
      guard !step.isNegative, !step.digits.isEmpty else {
        throw mistake(path, "multipleOf", "a number above 0")
      }
      rules.append(.multipleOf(step, shown: shown))
    }
    if let (minimum, maximum) = try counts(schema, "minLength", "maxLength", path) {
      rules.append(.length(minimum: minimum, maximum: maximum))
    }
    if let text = try text(schema, "pattern", path) {
      rules.append(.pattern(try pattern(text, path: path + "/pattern")))
    }
    if let name = schema["format"]?.stringValue, let format = SchemaFormat(rawValue: name) {
      rules.append(.format(format))
    }
  }

  /// What is asked of arrays.
  mutating func appendArrayRules(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    let tuple =
      schema["prefixItems"] != nil ? "prefixItems" : schema["items"]?.arrayValue != nil ? "items" : nil
    let rest = tuple == "items" ? "additionalItems" : "items"
    let first = try tuple.map { name throws(SchemaMistake) in try list(schema, name, path) } ?? []
    let others = try inner(schema, rest, path)
    if !first.isEmpty || others != nil { rules.append(.items(first: first, rest: others)) }
    if let (minimum, maximum) = try counts(schema, "minItems", "maxItems", path) {
      rules.append(.itemCount(minimum: minimum, maximum: maximum))
    }
    if let contained = try inner(schema, "contains", path) {
      let (minimum, maximum) = try counts(schema, "minContains", "maxContains", path) ?? (1, .max)
      rules.append(
        .contains(contained, minimum: schema["minContains"] == nil ? 1 : minimum, maximum: maximum))
    }
    if schema["uniqueItems"]?.boolValue == true { rules.append(.unique) }
  }

  /// What is asked of objects.
  mutating func appendObjectRules(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    let named = try map(schema, "properties", path)
    var matching: [SchemaMatch] = []
    for member in schema["patternProperties"]?.objectValue ?? [] {
      let inner = path + "/patternProperties" + JSONPointer.step(member.name)
      matching.append(
        SchemaMatch(pattern: try pattern(member.name, path: inner), schema: try compile(at: inner)))
    }
    let others = try inner(schema, "additionalProperties", path)
    if !named.isEmpty || !matching.isEmpty || others != nil {
      rules.append(.properties(named: named, matching: matching, others: others))
    }
    if let names = try inner(schema, "propertyNames", path) { rules.append(.propertyNames(names)) }
    if let (minimum, maximum) = try counts(schema, "minProperties", "maxProperties", path) {
      rules.append(.propertyCount(minimum: minimum, maximum: maximum))
    }
    if let names = schema["required"] { rules.append(.required(try texts(names, path + "/required"))) }
    try appendDependencies(schema, path: path, to: &rules)
  }

  private mutating func appendDependencies(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    var required: [MemberName: [MemberName]] = [:]
    var schemas: [MemberName: Int] = [:]
    for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
      for member in schema[keyword]?.objectValue ?? [] {
        let inner = "\(path)/\(keyword)\(JSONPointer.step(member.name))"
        if keyword == "dependentRequired" || keyword == "dependencies" && member.value.arrayValue != nil {
          required[MemberName(member.name)] = try texts(member.value, inner)
        } else {
          schemas[MemberName(member.name)] = try compile(at: inner)
        }
      }
    }
    if !required.isEmpty { rules.append(.dependentRequired(required)) }
    if !schemas.isEmpty { rules.append(.dependentSchemas(schemas)) }
  }

  /// Schemas made of schemas.
  mutating func appendCombinations(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    if schema["allOf"] != nil { rules.append(.all(try list(schema, "allOf", path))) }
    if schema["anyOf"] != nil { rules.append(.any(try list(schema, "anyOf", path))) }
    if schema["oneOf"] != nil { rules.append(.one(try list(schema, "oneOf", path))) }
    if let excluded = try inner(schema, "not", path) { rules.append(.not(excluded)) }
    if let condition = try inner(schema, "if", path) {
      let then = try inner(schema, "then", path)
      let otherwise = try inner(schema, "else", path)
      if then != nil || otherwise != nil {
        rules.append(.conditional(condition, then: then, otherwise: otherwise))
      }
    }
  }
}
