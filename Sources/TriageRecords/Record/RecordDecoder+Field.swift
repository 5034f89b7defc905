extension RecordDecoder {
  /// The fields of an outcome record; the raw value is one bit for each.
  enum Field: UInt32 {
    case id = 1
    case prompt = 2
    case domain = 4
    case group = 8
    case split = 16
    case timestamp = 32
    case context = 64
    case outcomes = 128
    case chosen = 256
    case propensity = 512
    case weight = 1024
    case features = 2048

    private static let names: [(name: StaticString, field: Field)] = [
      ("id", .id), ("prompt", .prompt), ("domain", .domain), ("group", .group), ("split", .split),
      ("timestamp", .timestamp), ("context", .context), ("outcomes", .outcomes), ("chosen", .chosen),
      ("propensity", .propensity), ("weight", .weight), ("features", .features),
    ]

    /// The field that a key names. A comparison looks at lengths first, so the walk is short.
    init?(_ key: JSONValue) {
      for (name, field) in Self.names where key.equals(name) {
        self = field
        return
      }
      return nil
    }

    /// As the file writes it.
    var name: String { Self.names.first { $0.field == self }.map { "\($0.name)" } ?? "" }
  }
}
