import GatewayConfiguration
import GatewayJSON

extension SchemaCompiler {
  func mistake(_ path: String, _ keyword: String, _ expected: String) -> SchemaMistake {
    SchemaMistake(path: "\(path)/\(keyword)", message: "expected \(expected)")
  }

  /// The node of a keyword's schema.
  mutating func inner(_ schema: JSON, _ keyword: String, _ path: String) throws(SchemaMistake) -> Int? {
    schema[keyword] == nil ? nil : try compile(at: "\(path)/\(keyword)")
  }

  /// The nodes of a keyword's array of schemas.
  mutating func list(_ schema: JSON, _ keyword: String, _ path: String) throws(SchemaMistake) -> [Int] {
    guard let schemas = schema[keyword]?.arrayValue else {
      throw mistake(path, keyword, "an array of schemas")
    }
    var nodes: [Int] = []
    for index in schemas.indices { nodes.append(try compile(at: "\(path)/\(keyword)/\(index)")) }
    return nodes
  }

  /// The nodes of a keyword's schemas by name.
  mutating func map(
    _ schema: JSON, _ keyword: String, _ path: String
  ) throws(SchemaMistake) -> [MemberName: Int] {
    guard let value = schema[keyword] else { return [:] }
    guard let members = value.objectValue else { throw mistake(path, keyword, "an object of schemas") }
    var nodes: [MemberName: Int] = [:]
    for member in members {
      nodes[MemberName(member.name)] = try compile(at: "\(path)/\(keyword)\(JSONPointer.step(member.name))")
    }
    return nodes
  }

  /// A number and its text.
  func number(
    _ schema: JSON, _ keyword: String, _ path: String
  ) throws(SchemaMistake) -> (ExactNumber, String)? {
    guard let value = schema[keyword] else { return nil }
    guard case .number(let text) = value else { throw mistake(path, keyword, "a number") }
    return (ExactNumber(text), text)
  }

  func text(_ schema: JSON, _ keyword: String, _ path: String) throws(SchemaMistake) -> String? {
    guard let value = schema[keyword] else { return nil }
    guard let text = value.stringValue else { throw mistake(path, keyword, "a text") }
    return text
  }

  /// A lower and an upper count; nil where neither is there.
  func counts(
    _ schema: JSON, _ lower: String, _ upper: String, _ path: String
  ) throws(SchemaMistake) -> (Int, Int)? {
    guard schema[lower] != nil || schema[upper] != nil else { return nil }
    var counts = [0, Int.max]
    for (place, keyword) in [lower, upper].enumerated() {
      guard let value = schema[keyword] else { continue }
      guard let count = value.intValue, count >= 0 else { throw mistake(path, keyword, "a count") }
      counts[place] = count
    }
    return (counts[0], counts[1])
  }

  func texts(_ value: JSON, _ path: String) throws(SchemaMistake) -> [MemberName] {
    let texts = value.arrayValue?.compactMap(\.stringValue)
    guard let texts, texts.count == value.arrayValue?.count else {
      throw SchemaMistake(path: path, message: "expected an array of texts")
    }
    return texts.map(MemberName.init)
  }

  func pattern(_ text: String, path: String) throws(SchemaMistake) -> Pattern {
    guard let pattern = Pattern(ecmaScript: text) else {
      throw SchemaMistake(path: path, message: "'\(text)' is no regular expression")
    }
    return pattern
  }
}
