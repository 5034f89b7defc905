internal import GatewayJSON
import Yams

extension Reader {
  /// The kinds of check, as they are written.
  static let checkKinds = [
    "not_empty", "not_truncated", "no_refusal", "json_schema", "matches", "lacks", "hook", "spot_check",
  ]

  func readChecks(_ place: Cursor) -> [Check] {
    var checks: [Check] = []
    var seen: Set<String> = []
    for item in place.itemsOrOne {
      let item = item.named("a check of \(place.words)")
      guard let (kind, given) = kind(item) else { continue }
      var name = given?.name() ?? defaultName(kind)
      if given != nil {
        checkName(name, "check", among: &seen, at: item)
      } else {
        let base = name
        var number = 2
        while !seen.insert(name).inserted {
          name = "\(base)_\(number)"
          number += 1
        }
      }
      checks.append(Check(name: name, kind: kind))
    }
    return checks
  }

  private func defaultName(_ kind: Check.Kind) -> String {
    switch kind {
    case .jsonSchema: return "json_schema"
    case .matches: return "matches"
    case .lacks: return "lacks"
    case .noRefusal: return "no_refusal"
    case .notEmpty: return "not_empty"
    case .notTruncated: return "not_truncated"
    case .hook: return "hook"
    case .spotCheck: return "spot_check"
    }
  }

  private func kind(_ place: Cursor) -> (Check.Kind, name: Cursor?)? {
    if let word = place.text {
      guard let kind = simple(word) else {
        if Self.checkKinds.contains(word) {
          place.fail("\(place.words): '\(word)' says nothing; write {\(word): …}")
          return nil
        }
        let words = Suggestion.words(for: word, among: Self.checkKinds)
        place.fail("\(place.words): unknown check \(quoted(word))\(words)")
        return nil
      }
      return (kind, nil)
    }
    let fields = place.fields(Self.checkKinds + ["name"], expected: "a check's name or a mapping")
    // `no_refusal:` with nothing behind it is as good as `no_refusal`.
    let given = !place.isMapping ? [] : place.entries().map(\.name).filter(Self.checkKinds.contains)
    guard given.count == 1, let word = given.first else {
      if place.isMapping {
        place.fail("\(place.words) must be one of \(Self.checkKinds.joined(separator: ", "))")
      }
      return nil
    }
    guard let value = fields[word] else {
      if let kind = simple(word) { return (kind, fields["name"]) }
      place.fail("\(place.words): '\(word)' says nothing")
      return nil
    }
    return detailed(word, value).map { ($0, fields["name"]) }
  }

  /// The kinds that need no more than their word.
  private func simple(_ word: String) -> Check.Kind? {
    switch word {
    case "not_empty": return .notEmpty
    case "not_truncated": return .notTruncated
    case "no_refusal": return .noRefusal
    case "json_schema": return .jsonSchema(nil)
    default: return nil
    }
  }

  private func detailed(_ word: String, _ value: Cursor) -> Check.Kind? {
    switch word {
    case "json_schema": return schema(value).map { .jsonSchema($0) }
    case "matches": return pattern(value).map { .matches($0) }
    case "lacks": return pattern(value).map { .lacks($0) }
    case "hook": return hook(value)
    case "spot_check": return spotCheck(value)
    default:
      // `not_empty: true`
      return value.bool() == true ? simple(word) : nil
    }
  }

  /// A regular expression that compiles.
  func pattern(_ place: Cursor) -> String? {
    guard let text = place.string() else { return nil }
    if Pattern.isValid(text) { return text }
    place.fail("\(quoted(text)) (\(place.words)) is no regular expression (ICU's syntax)")
    return nil
  }

  /// An inline schema, or a file's (JSON, or YAML unless its name ends in `.json`).
  private func schema(_ place: Cursor) -> JSON? {
    guard let text = place.text else { return schema(place.node, place) }
    guard let path = file(place), case .success(let bytes) = Files.read(path, limit: YAMLText.limit) else {
      return nil
    }
    if path.hasSuffix(".json") {
      do throws(JSONError) {
        let schema = try JSON(parsing: bytes)
        if case .object = schema { return schema }
        place.fail("the schema \(quoted(text)) is no JSON object")
      } catch {
        let line = 1 + bytes.prefix(error.offset).count { $0 == 10 }
        place.fail("the schema \(quoted(text)), line \(line): \(error.reason.rawValue)")
      }
      return nil
    }
    let inner = Mistakes()
    guard let root = YAMLText.compose(bytes, inner), inner.errors == 0 else {
      place.fail("the schema \(quoted(text)): \(inner.all.first.map(\.description) ?? "cannot be read")")
      return nil
    }
    return schema(root, place)
  }

  private func schema(_ node: Node, _ place: Cursor) -> JSON? {
    var nodes = 100_000
    if node.mapping != nil, let schema = JSON(node, budget: &nodes) { return schema }
    place.fail(
      "\(place.words) must be a JSON Schema (a mapping of up to 100000 values) or the name of a file with one"
    )
    return nil
  }
}

extension JSON {
  /// A node as JSON; nil where a key is no text, or with more nodes than the budget (aliases multiply them).
  init?(_ node: Node, budget: inout Int) {
    budget -= 1
    guard budget > 0 else { return nil }
    switch node {
    case .scalar(let scalar): self = JSON.value(scalar)
    case .sequence(let sequence):
      var values: [JSON] = []
      for item in sequence {
        guard let value = JSON(item, budget: &budget) else { return nil }
        values.append(value)
      }
      self = .array(values)
    case .mapping(let mapping):
      var members: [Member] = []
      for (key, item) in mapping {
        guard let name = key.scalar?.string, let value = JSON(item, budget: &budget) else { return nil }
        members.append(Member(name, value))
      }
      self = .object(members)
    case .alias: return nil
    }
  }

  private static func value(_ scalar: Node.Scalar) -> JSON {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(scalar.string) ? .number(scalar.string) : .string(scalar.string)
    }
  }

  /// RFC 8259's grammar of numbers.
  private static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    func digits() -> Substring {
      let run = rest.prefix { ("0"..."9").contains($0) && $0.utf8.count == 1 }
      rest = rest.dropFirst(run.count)
      return run
    }
    if rest.first == "-" { rest.removeFirst() }
    let whole = digits()
    if whole.isEmpty || (whole.count > 1 && whole.first == "0") { return false }
    if rest.first == "." {
      rest.removeFirst()
      if digits().isEmpty { return false }
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      if digits().isEmpty { return false }
    }
    return rest.isEmpty
  }
}
