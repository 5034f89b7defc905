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
}
