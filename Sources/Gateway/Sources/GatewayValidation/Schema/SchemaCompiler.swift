import GatewayJSON

/// Turns a document into nodes. A schema is compiled once, whatever refers to it, and has its place before its inner
/// schemas are looked at, so that cycles end.
struct SchemaCompiler {
  let document: JSON
  var nodes: [[SchemaRule]] = []
  private(set) var unsupported: [String] = []
  private var places: [String: Int] = [:]
  /// Where `$id`, `$anchor` and `$dynamicAnchor` are.
  private var anchors: [String: String] = [:]
  private var depth = 0

  init(_ document: JSON) {
    self.document = document
    findAnchors(document, path: "")
  }

  /// The node of the schema at a pointer.
  mutating func compile(at path: String) throws(SchemaMistake) -> Int {
    if let place = places[path] { return place }
    guard let schema = value(at: path) else {
      throw SchemaMistake(path: path, message: "there is no schema here")
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else {
      throw SchemaMistake(path: path, message: "more than 200 schemas inside each other")
    }
    let place = nodes.count
    nodes.append([])
    places[path] = place
    switch schema {
    case .bool(let accepts):
      nodes[place] = accepts ? [] : [.never]
    case .object:
      nodes[place] = try rules(of: schema, path: path)
    default:
      throw SchemaMistake(path: path, message: "a schema is an object, true or false")
    }
    return place
  }

  private mutating func rules(of schema: JSON, path: String) throws(SchemaMistake) -> [SchemaRule] {
    var rules: [SchemaRule] = []
    try appendReference(schema, path: path, to: &rules)
    try appendValueRules(schema, path: path, to: &rules)
    try appendArrayRules(schema, path: path, to: &rules)
    try appendObjectRules(schema, path: path, to: &rules)
    try appendCombinations(schema, path: path, to: &rules)
    for name in ["unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef"]
    where schema[name] != nil {
      note(name, path: path)
    }
    return rules
  }

  private mutating func note(_ keyword: String, path: String) {
    unsupported.append(path.isEmpty ? keyword : "\(path): \(keyword)")
  }

  private mutating func appendReference(
    _ schema: JSON, path: String, to rules: inout [SchemaRule]
  ) throws(SchemaMistake) {
    guard let reference = schema["$ref"] else { return }
    guard let text = reference.stringValue else {
      throw SchemaMistake(path: path + "/$ref", message: "expected a text")
    }
    guard let target = target(of: text) else {
      guard text.utf8.first == UInt8(ascii: "#") else { return note("$ref to \(text)", path: path) }
      throw SchemaMistake(path: path + "/$ref", message: "there is no '\(text)'")
    }
    rules.append(.all([try compile(at: target)]))
  }

  /// The pointer that a reference leads to; nil for one that is not in the document.
  private func target(of reference: String) -> String? {
    if let path = anchors[reference] { return path }
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    guard let base = parts[0].isEmpty ? "" : anchors[String(parts[0])] else { return nil }
    let fragment = parts.count > 1 ? JSONPointer.decoded(String(parts[1])) : ""
    guard fragment.isEmpty || fragment.utf8.first == UInt8(ascii: "/") else { return nil }
    return value(at: base + fragment) == nil ? nil : base + fragment
  }

  private mutating func findAnchors(_ value: JSON, path: String) {
    switch value {
    case .object(let members):
      if let id = value["$id"]?.stringValue { anchors[id] = path }
      for name in ["$anchor", "$dynamicAnchor"] {
        if let anchor = value[name]?.stringValue { anchors["#" + anchor] = path }
      }
      for member in members where member.name != "enum" && member.name != "const" {
        findAnchors(member.value, path: path + JSONPointer.step(member.name))
      }
    case .array(let values):
      for (index, value) in values.enumerated() { findAnchors(value, path: "\(path)/\(index)") }
    default: return
    }
  }

  /// The value at a pointer.
  private func value(at path: String) -> JSON? {
    var value = document
    for step in path.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = JSONPointer.name(step)
      guard let next = value[name] ?? Int(name).flatMap({ value[$0] }) else { return nil }
      value = next
    }
    return value
  }
}
