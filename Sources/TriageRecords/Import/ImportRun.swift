/// One import under way: what all formats share.
struct ImportRun {
  typealias Sink = (_ line: [UInt8]) throws -> Void

  let options: ImportOptions
  let paths: [String]
  var summary = ImportSummary()
  /// The file being read.
  var fileIndex = 0
  private var identifiers = IdentifierSet()
  private var writer = JSONWriter()

  init(options: ImportOptions, paths: [String]) {
    self.options = options
    self.paths = paths
  }

  var path: String { paths[fileIndex] }

  /// Counts a bad row, of the file being read unless another is named.
  ///
  /// - Throws: where it was one too many.
  mutating func skip(_ fault: RecordFault, line: Int, of path: String? = nil) throws(ImportError) {
    let file = displayName(path ?? self.path)
    try skip(RecordProblem(file: file, line: line, message: fault.message))
  }

  mutating func skip(_ problem: RecordProblem) throws(ImportError) {
    summary.note(problem)
    if summary.badRowCount > options.maximumBad {
      throw .input(
        .tooManyBadLines(problem: problem, count: summary.badRowCount, allowed: options.maximumBad))
    }
  }

  /// Checks a record and writes it, or counts it as bad or left out.
  mutating func deliver(_ record: OutcomeRecord, line: Int, _ write: Sink) throws(ImportError) {
    var record = record
    do throws(RecordFault) {
      guard try admit(&record, line: line) else {
        summary.filteredOut += 1
        return
      }
    } catch {
      return try skip(error, line: line)
    }
    writer.removeAll()
    record.write(to: &writer)
    writer.endLine()
    summary.list(record)
    try Self.hand(writer.bytes, to: write)
  }

  /// Calls `write`, its error as an import's.
  static func hand(_ line: [UInt8], to write: Sink) throws(ImportError) {
    do {
      try write(line)
    } catch {
      throw .output("\(error)")
    }
  }

  func finish() throws(ImportError) -> ImportSummary {
    guard summary.recordCount > 0 else {
      if let feedback = options.feedback, summary.withoutFeedback > 0 {
        throw .noJudgement(paths: paths, requests: summary.withoutFeedback, feedback: feedback)
      }
      let leftOut = summary.filteredOut + summary.withoutFeedback + summary.failedRequests
      throw .noRecords(paths: paths, badRows: summary.badRowCount, leftOut: leftOut)
    }
    return summary
  }

  /// Fills in the domain, renames and filters models, and checks what a typed record does not promise by
  /// itself; false where the filter leaves nothing.
  private mutating func admit(_ record: inout OutcomeRecord, line: Int) throws(RecordFault) -> Bool {
    if record.domain == nil { record.domain = options.domain }
    guard record.prompt.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      throw RecordFault("prompt is empty or only white space, expected some text")
    }
    guard !record.outcomes.isEmpty else {
      throw RecordFault("no model has a score, expected at least one")
    }
    for index in record.outcomes.indices {
      let name = record.outcomes[index].model
      record.outcomes[index].model = options.renames[name] ?? name
      guard !name.isEmpty else { throw RecordFault("a model's name is empty, expected a name") }
    }
    try Self.check(record.weight, "the weight")
    for outcome in record.outcomes {
      let model = keyForDisplay(outcome.model)
      try Self.check(outcome.cost, "\(model): the cost")
      try Self.check(outcome.latencyMilliseconds, "\(model): the latency")
    }
    for (index, outcome) in record.outcomes.enumerated()
    where record.outcomes[..<index].contains(where: { $0.model == outcome.model }) {
      throw RecordFault("\(keyForDisplay(outcome.model)) comes twice, expected each model once")
    }
    if let chosen = record.chosen { record.chosen = options.renames[chosen] ?? chosen }
    if let models = options.models {
      record.outcomes.removeAll { !models.contains($0.model) }
      let keepsChosen = record.chosen.map { models.contains($0) } ?? true
      guard !record.outcomes.isEmpty, keepsChosen else { return false }
    }
    if let id = record.id {
      let position = RecordPosition(fileIndex: fileIndex, line: line)
      if let earlier = identifiers.insert(id, at: position) {
        let isHere = earlier.fileIndex == fileIndex
        let place =
          isHere ? "line \(earlier.line)" : "\(displayName(paths[earlier.fileIndex])):\(earlier.line)"
        throw RecordFault("id \(quotedForDisplay(id)) is also that of \(place), expected each id once")
      }
    }
    return true
  }

  /// What the reader of records would refuse.
  private static func check(_ amount: Double?, _ name: String) throws(RecordFault) {
    guard let amount, amount > OutcomeRecord.largestAmount else { return }
    throw RecordFault("\(name) is above 1000000000, expected a number of at most that")
  }
}
