/// ``ImportFormat/routellm``.
struct RouteLLMFormat: RowFormat {
  static var acceptsJSON: Bool { false }
  static var needsCensus: Bool { true }

  private let givenDomain: String?
  private let isAlone: Bool
  private var domain: String?
  /// What ids begin with: of several files each one's name, so that theirs differ whatever domain they are given.
  private var prefix: String?
  private var census: ColumnCensus?
  private var models: [String] = []

  /// - Parameters:
  ///   - domain: of all prompts; nil takes each file's name.
  ///   - files: how many there are.
  init(domain: String?, files: Int) {
    givenDomain = domain
    isAlone = files == 1
  }

  mutating func begin(path: String, census: ColumnCensus?) {
    self.census = census
    let own = Self.domain(of: path)
    domain = givenDomain ?? own
    prefix = (isAlone ? nil : own) ?? givenDomain ?? own
  }

  mutating func prepare(_ columns: ImportColumns) throws(RecordFault) -> [String] {
    guard columns.index(of: "prompt") != nil else {
      throw RecordFault("prompt is missing, expected columns prompt and one a model")
    }
    // pandas writes row numbers into a first column without a name, and reads it back as `Unnamed: 0`.
    models = columns.names.filter { name in
      let isNameless = name.isEmpty || name == "index" || name.hasPrefix("Unnamed: ")
      return name != "prompt" && !isNameless && census?.isBoolean(name) == true
    }
    guard !models.isEmpty else {
      throw RecordFault("no column holds true and false, expected one a model beside prompt")
    }
    return columns.names.filter { $0 != "prompt" && !models.contains($0) }
  }

  func record(_ row: ImportRow, ordinal: Int) throws(RecordFault) -> OutcomeRecord {
    var record = OutcomeRecord(prompt: try row.text("prompt") ?? "", outcomes: [])
    record.domain = domain
    record.id = prefix.map { "\($0)/\(ordinal)" }
    for model in models {
      let cell = row[model]
      if case .absent = cell { continue }
      guard let isRight = truth(cell) else { throw row.fault(model, expected: "true or false") }
      record.outcomes.append(Outcome(model: model, score: isRight ? 1 : 0))
    }
    return record
  }

  /// `evals/mmlu_anatomy.csv.gz` is `anatomy`, `gsm8k_responses.csv` is `gsm8k`; the standard input is
  /// nothing.
  static func domain(of path: String) -> String? {
    guard path != "-", var name = path.split(separator: "/").last else { return nil }
    for suffix in [".gz", ".csv", "_responses"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
    if name.hasPrefix("mmlu_") { name.removeFirst("mmlu_".count) }
    return name.isEmpty ? nil : String(name)
  }
}
