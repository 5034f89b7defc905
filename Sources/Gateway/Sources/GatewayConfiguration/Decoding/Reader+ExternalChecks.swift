/// Checks that ask someone else.
extension Reader {
  /// A hook's address, or a mapping.
  func hook(_ place: Cursor) -> Check.Kind? {
    if place.text != nil {
      hooks.append((place, []))
      return address(place).map { .hook(url: $0, timeout: .seconds(2), fails: true) }
    }
    let fields = place.fields(["url", "labels", "timeout", "fails"])
    let url = fields.need("url").flatMap(address)
    let labels = Set(fields["labels"]?.itemsOrOne.compactMap { $0.name() } ?? [])
    let timeout = fields["timeout"]?.duration(.milliseconds(1) ... .seconds(60)) ?? .seconds(2)
    let fails = fields["fails"]?.bool() ?? true
    hooks.append((place, labels))
    return url.map { .hook(url: $0, labels: labels, timeout: timeout, fails: fails) }
  }

  /// Another model's grade.
  func spotCheck(_ place: Cursor) -> Check.Kind? {
    let fields = place.fields(["model", "share", "grade"])
    let model = fields.need("model", "the one that is asked").flatMap(model)
    let share = fields.need("share", "of answers, 0…1")?.share()
    let grade = fields["grade"]?.double(0...1) ?? 0.5
    guard let model, let share else { return nil }
    return .spotCheck(model: model, share: share, grade: grade)
  }

  /// Names the hooks that some rule keeps its requests from.
  func warnAboutHooks() {
    for (place, labels) in hooks {
      guard let rule = configuration.rules.first(where: { !$0.requiredLabels.isSubset(of: labels) }) else {
        continue
      }
      let missing = rule.requiredLabels.subtracting(labels).sorted().joined(separator: ", ")
      place.warn(
        "\(place.words) is not sent what rule \(quoted(rule.name)) protects, as if it could not be reached; "
          + "its 'labels' lack \(missing)")
    }
  }
}
