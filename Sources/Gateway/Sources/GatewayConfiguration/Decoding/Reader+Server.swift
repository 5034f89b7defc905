extension Reader {
  /// What is about the server itself.
  func server(_ file: Fields) {
    if let place = file["listen"], let address = listenAddress(place) { configuration.listen = address }
    if let place = file["tls"] { readTLS(place) }
    if let place = file["store"] { readStore(place) }
    if let place = file["callers"] { readCallers(place) }
    if let place = file["limits"] { readLimits(place) }
    if let drain = file["drain"]?.duration(.zero ... .seconds(3600)) { configuration.drain = drain }
    if let place = file["log"] { readLog(place) }
  }

  private func readLog(_ place: Cursor) {
    let fields = place.fields(["level", "audit"])
    if let level = fields["level"] {
      let levels = ["trace", "debug", "info", "notice", "warning", "error"]
      let text = level.text ?? ""
      if levels.contains(text) {
        configuration.logLevel = text
      } else {
        level.mismatch("one of \(levels.joined(separator: ", "))")
      }
    }
    if let audit = fields["audit"] {
      switch audit.text ?? "" {
      // A plain `off` is YAML's word for false; as text it is still what was written.
      case "off": configuration.audit = .off
      case "stdout": configuration.audit = .standardOutput
      case "stderr": configuration.audit = .standardError
      case let text where text.contains("/") || text.contains("."):
        if let path = fileToWrite(audit) { configuration.audit = .file(path) }
      default: audit.mismatch("stdout, stderr, off, or a file's path (./audit.jsonl)")
      }
    }
  }

  /// `host:port`, `[::1]:port`, `:port` or `port`.
  private func listenAddress(_ place: Cursor) -> ListenAddress? {
    guard let text = place.string() else { return nil }
    var address = ListenAddress()
    let colon = text.lastIndex(of: ":")
    let port = colon.map { text[text.index(after: $0)...] } ?? text[...]
    var host = colon.map { text[..<$0] } ?? ""
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      host = " "
    }
    guard let number = UInt16(port), !host.contains(where: { $0 == " " || $0 == "/" || $0 == "[" }) else {
      place.mismatch("an address and a port, such as 127.0.0.1:8080 or [::1]:8080")
      return nil
    }
    if !host.isEmpty { address.host = String(host) }
    address.port = Int(number)
    return address
  }

  private func readTLS(_ place: Cursor) {
    let fields = place.fields(["certificate", "key"])
    let certificate = fields.need("certificate", "a PEM file").flatMap(file)
    let key = fields.need("key", "a PEM file").flatMap(file)
    guard let certificate, let key else { return }
    let files = TLSFiles(certificate: certificate, key: key)
    configuration.tls = files
    func fail(_ name: String, _ words: String) {
      guard let place = fields[name] else { return }
      place.fail("the file \(quoted(place.text ?? "", limit: 1000)) (\(place.words)) \(words)")
    }
    switch tlsProblem(files) {
    case .certificate(let words): fail("certificate", words)
    case .key(let words): fail("key", words)
    case nil: break
    }
  }

  private func readStore(_ place: Cursor) {
    let fields = place.fields(["path", "content", "keep"])
    if let path = fields["path"].flatMap(fileToWrite) { configuration.store.path = path }
    if let content = fields["content"].flatMap(content) { configuration.store.content = content }
    configuration.store.keep = fields["keep"]?.duration(.seconds(60) ... .seconds(36_500 * 86_400))
  }

  /// `none`, `features` or `full`.
  func content(_ place: Cursor) -> StorePolicy.Content? {
    place.choice(["none": .none, "features": .features, "full": .full])
  }

  /// The keys' file: `name:sha256hex` lines.
  private func readCallers(_ place: Cursor) {
    guard let keys = place.fields(["keys"]).need("keys", "a file made by 'triage-gateway key'") else {
      return
    }
    guard let path = file(keys) else { return }
    configuration.callers.keys = path
    guard case .success(let bytes) = Files.read(path, limit: YAMLText.limit) else { return }
    let lines = CallerKeys(String(decoding: bytes, as: UTF8.self))
    let bad = lines.badLines
    if let first = bad.first {
      // Never shown: it may hold a key.
      let more = bad.count == 1 ? "" : ", and \(bad.count - 1) more are not"
      keys.fail("line \(first) of the callers' keys is not name:sha256hex\(more)")
    } else if lines.entries.isEmpty {
      keys.warn("the callers' keys hold no key: nobody may call")
    }
    callers = Set(lines.entries.map(\.name))
  }

  private func readLimits(_ place: Cursor) {
    let fields = place.fields(["body", "body_time", "headers", "concurrency", "rate"])
    if let size = fields["body"]?.size(1024...1 << 30) { configuration.limits.body = size }
    if let time = fields["body_time"]?.duration(.milliseconds(100) ... .seconds(3600)) {
      configuration.limits.bodyTime = time
    }
    if let size = fields["headers"]?.size(1024...1 << 20) { configuration.limits.headers = size }
    if let count = fields["concurrency"]?.int(1...1_000_000) { configuration.limits.concurrency = count }
    configuration.limits.rate = fields["rate"]?.double(0.001...1_000_000)
  }
}
