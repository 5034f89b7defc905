extension Reader {
  static let upstreamKeys = [
    "url", "api", "key", "headers", "labels", "timeouts", "breaker", "retries", "arrays",
  ]

  func readUpstreams(_ place: Cursor) {
    for (name, value) in place.entries() {
      let upstream = value.named("upstream \(quoted(name))")
      // `openai/gpt-4o` names a model of an upstream, so an upstream's own name has no slash.
      if name.isEmpty || name.contains("/") || name.utf8.count > 100 {
        upstream.fail("\(upstream.words) needs a name of up to 100 characters without '/'")
      }
      upstreams[name] = configuration.upstreams.count
      configuration.upstreams.append(entry(name, upstream))
    }
    if place.isMapping, configuration.upstreams.isEmpty { place.fail("'upstreams' names no server") }
  }

  private func entry(_ name: String, _ place: Cursor) -> UpstreamEntry {
    let known = KnownUpstream.named(name)
    var entry = UpstreamEntry(name: name, url: known?.url ?? "")
    let fields = place.fields(Self.upstreamKeys)
    if let known { entry.api = known.api }
    if let api = fields["api"]?.choice(["openai": UpstreamEntry.API.openai, "anthropic": .anthropic]) {
      entry.api = api
    }
    if let url = fields["url"] {
      entry.url = address(url) ?? "http://localhost"
    } else if known == nil, place.isNothing || place.isMapping {
      let names = KnownUpstream.all.map(\.name).joined(separator: ", ")
      place.fail("\(place.words) needs 'url' (only \(names) are known without)")
    }
    if let key = fields["key"] {
      entry.key = secret(key)
    } else if let variable = known?.variable {
      // Another address under a known name: its key still goes there, as its own clients do.
      entry.key = .environment(variable)
    }
    if case .environment(let variable) = entry.key, environment(variable)?.isEmpty ?? true {
      (fields["key"] ?? place).warn("the environment variable \(variable) (key of \(place.words)) is not set")
    }
    if entry.key != nil, entry.url.hasPrefix("http://"), !isLocal(entry.url) {
      (fields["url"] ?? place).warn("\(place.words) would get its key over plain http")
    }
    if let headers = fields["headers"] { entry.headers = readHeaders(headers) }
    if let labels = fields["labels"] { entry.labels = Set(labels.itemsOrOne.compactMap { $0.name() }) }
    if let timeouts = fields["timeouts"] { entry.timeouts = readTimeouts(timeouts) }
    if let breaker = fields["breaker"] { entry.breaker = readBreaker(breaker) }
    if let retries = fields["retries"]?.int(0...10) { entry.retries = retries }
    if let arrays = fields["arrays"] { entry.arrays = readArrays(arrays, entry) }
    return entry
  }

  /// An http(s) address without a query, a fragment, a user or a trailing slash.
  func address(_ place: Cursor) -> String? {
    guard var text = place.string() else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    let rest = text.dropFirst(scheme?.count ?? 0)
    let host = rest.prefix { $0 != "/" }
    let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard scheme != nil, !host.isEmpty, host.first != ":", isPlain, !text.contains("?"), !text.contains("#")
    else {
      place.mismatch("an address such as https://api.example.com/v1")
      return nil
    }
    if host.contains("@") {
      // Not shown: it may hold a password.
      place.fail("\(place.words) must not hold a user or a password")
      return nil
    }
    return text
  }

  private func isLocal(_ url: String) -> Bool {
    let host = url.dropFirst(7).prefix { $0 != "/" }
    return ["localhost", "127.", "[::1]"].contains { host.hasPrefix($0) }
  }

  /// `env:NAME`, `file:PATH` or `none`. Anything else is not shown: it may be the key itself.
  private func secret(_ place: Cursor) -> UpstreamEntry.Secret? {
    let text = place.text ?? ""
    if text == "none" { return nil }
    if text.hasPrefix("env:") {
      let name = text.dropFirst(4)
      let isName = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 == 0x5F
      }
      if !name.isEmpty, isName { return .environment(String(name)) }
    } else if text.hasPrefix("file:"), text.utf8.count > 5 {
      let name = String(text.dropFirst(5))
      let path = Files.absolute(name, in: folder)
      fingerprint.add(path)
      if let problem = Files.problem(path) {
        mistakes.add(
          place.line, "the file \(quoted(name)) (\(place.words)) \(problem.words)", kind: problem.kind)
      }
      return .file(path)
    }
    place.fail(
      "\(place.words) must be env:NAME, file:PATH or none; the key itself does not belong into this file")
    return nil
  }

  private func readHeaders(_ place: Cursor) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    for (name, value) in place.entries() {
      let cursor = value.named("header \(quoted(name))")
      let isToken = name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "!#$%&'*+-.^_`|~".utf8.contains($0)
      }
      if name.isEmpty || !isToken { cursor.fail("\(cursor.words) is no header's name") }
      let reserved = [
        "authorization", "x-api-key", "content-length", "transfer-encoding", "host", "connection",
      ]
      if reserved.contains(name.lowercased()) {
        cursor.fail("\(cursor.words) is set by the gateway; a key goes under 'key'")
        continue
      }
      guard let text = value.text, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
        cursor.fail("\(cursor.words) must be a text of visible ASCII")
        continue
      }
      headers.append((name, text))
    }
    return headers
  }
}
