public import Triage
public import TriageRecords

/// What a router decides by: a record's prompt, or the features that stand for it.
public enum RecordContent: Sendable {
  /// The user's words.
  case prompt(String)
  /// What a router sees of them.
  case features(FeatureRow)

  /// A record's content. Features that are no row of this version, which a reader of ``RecordLoader`` refuses, count as
  /// an empty prompt.
  public init(_ record: OutcomeRecord) {
    if let bytes = record.features, let row = FeatureRow(bytes: bytes) {
      self = .features(row)
    } else {
      self = .prompt(record.prompt)
    }
  }

  /// The prompt's length in bytes.
  public var promptBytes: Int {
    switch self {
    case .prompt(let prompt): prompt.utf8.count
    case .features(let row): row.promptBytes
    }
  }

  /// The prompt's start, for people to read; says so where there is none to show.
  public func excerpt(_ length: Int) -> String {
    switch self {
    case .prompt(let prompt): String(prompt.prefix(length))
    case .features: "(features only)"
    }
  }
}

extension Router {
  /// Decides for a record's content: the same for a prompt and for its features.
  public func decide(_ content: RecordContent) -> Decision {
    switch content {
    case .prompt(let prompt): decide(prompt)
    case .features(let row): decide(row)
    }
  }
}

extension RecordReader {
  /// The reader with records refused whose features are no feature row of this version.
  var checkingFeatures: RecordReader {
    var reader = self
    reader.isFeatureRow = { FeatureRow(bytes: $0) != nil }
    return reader
  }
}
