internal import GatewayMoney

extension Reader {
  static let modelKeys = [
    "upstream", "version", "price", "context", "reserved_output", "tokens_per_byte", "batch",
  ]

  func readModels(_ place: Cursor) {
    for (name, value) in place.entries() {
      let model = value.named("model \(quoted(name))")
      checkServedName(name, model)
      let entry = entry(name, model)
      models[name] = configuration.models.count
      configuration.models.append(entry)
      modelLines.append(value.line)
    }
  }

  /// Requests and headers carry the names of tiers and models.
  func checkServedName(_ name: String, _ place: Cursor) {
    if name == "auto" { place.fail("\(place.words): 'auto' asks for routing and cannot be a name") }
    let isVisible = name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    if name.isEmpty || !isVisible || name.utf8.count > 100 {
      place.fail("\(place.words) needs a name of up to 100 visible ASCII characters without spaces")
    }
  }

  private func entry(_ name: String, _ place: Cursor) -> ModelEntry {
    let fields = place.fields(Self.modelKeys)
    let short = shortForm(name)
    var entry = ModelEntry(name: name, upstream: short?.upstream ?? 0, version: short?.version ?? name)
    if let upstream = fields["upstream"] {
      if let text = upstream.string() {
        if let index = upstreams[text] {
          entry.upstream = index
        } else {
          let known = configuration.upstreams.map(\.name)
          upstream.fail(
            "unknown upstream \(quoted(text)) (\(upstream.words))\(Suggestion.words(for: text, among: known))"
          )
        }
      }
    } else if short == nil, configuration.upstreams.count != 1, place.isNothing || place.isMapping {
      place.fail("\(place.words) needs 'upstream'")
    }
    if let version = fields["version"]?.string() { entry.version = version }
    if let price = fields["price"] { entry.price = readPrice(price) }
    entry.contextWindow = fields["context"]?.int(1...1_000_000_000)
    if let tokens = fields["reserved_output"]?.int(0...1_000_000_000) { entry.reservedOutput = tokens }
    if let window = entry.contextWindow, entry.reservedOutput >= window {
      (fields["reserved_output"] ?? place).fail(
        "\(place.words): 'reserved_output' (\(entry.reservedOutput)) must be less than 'context' (\(window))")
    }
    if let rate = fields["tokens_per_byte"]?.double(0.01...4) { entry.tokensPerByte = rate }
    if let batch = fields["batch"] { entry.batch = readBatch(batch) }
    return entry
  }

  /// Dollars a million tokens, six decimals: a millionth of that is a whole number of picodollars.
  private func readPrice(_ place: Cursor) -> TokenPrice? {
    let fields = place.fields(["input", "cached_input", "cache_write", "output"])
    func token(_ field: Cursor?) -> Money? {
      guard let field, let million = field.money(decimals: 6) else { return nil }
      if million > Money(picodollars: 100_000_000_000_000_000) {
        field.fail("\(field.words) is dollars a million tokens, at most 100000")
        return nil
      }
      return Money(picodollars: million.picodollars / 1_000_000)
    }
    let input = token(fields.need("input", "dollars a million tokens"))
    let output = token(fields.need("output", "dollars a million tokens"))
    let cached = token(fields["cached_input"])
    let written = token(fields["cache_write"])
    // A mistake must not be followed by the warning that no price is there.
    return TokenPrice(
      input: input ?? .zero, cachedInput: cached, cacheWrite: written, output: output ?? .zero)
  }

  private func readBatch(_ place: Cursor) -> BatchWindow? {
    let fields = place.fields(["delay", "count"])
    let delay = fields.need("delay", "up to 100ms")?.duration(.milliseconds(1) ... .milliseconds(100))
    let count = fields.need("count", "at least 2")?.int(2...10_000)
    guard let delay, let count else { return nil }
    return BatchWindow(delay: delay, count: count)
  }

  /// `upstream/model` for an upstream of the file: the first slash parts them.
  func shortForm(_ name: String) -> (upstream: Int, version: String)? {
    guard let slash = name.firstIndex(of: "/"), let index = upstreams[String(name[..<slash])] else {
      return nil
    }
    let version = String(name[name.index(after: slash)...])
    return version.isEmpty ? nil : (index, version)
  }

  /// The index of a model: one of `models`, or `upstream/model`, which makes one.
  func model(_ place: Cursor) -> Int? {
    guard let name = place.string() else { return nil }
    if let index = models[name] { return index }
    if let (upstream, version) = shortForm(name) {
      checkServedName(name, place.named("model \(quoted(name))"))
      models[name] = configuration.models.count
      configuration.models.append(ModelEntry(name: name, upstream: upstream, version: version))
      modelLines.append(place.line)
      return models[name]
    }
    if let slash = name.firstIndex(of: "/") {
      let upstream = String(name[..<slash])
      let known = configuration.upstreams.map(\.name)
      let isKnown = KnownUpstream.named(upstream) != nil
      let words =
        isKnown ? ": add '\(upstream): {}' under 'upstreams'" : Suggestion.words(for: upstream, among: known)
      place.fail(
        "no upstream \(quoted(upstream)) for the model \(quoted(name))\(words)"
      )
    } else {
      let known = configuration.models.map(\.name)
      place.fail(
        "unknown model \(quoted(name)): neither under 'models' nor upstream/model\(Suggestion.words(for: name, among: known))"
      )
    }
    return nil
  }

  func warnAboutPrices() {
    for (model, line) in zip(configuration.models, modelLines) where model.price == nil {
      mistakes.warn(
        line, "model \(quoted(model.name)) has no 'price': its calls cost nothing in the accounts")
    }
  }
}
