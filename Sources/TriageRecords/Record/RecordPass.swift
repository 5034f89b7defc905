/// One pass over the files of a ``RecordReader``.
///
/// ```swift
/// let pass = reader.pass()
/// while let record = try pass.next() { … pass.rawLine … }
/// print(pass.summary.recordCount)
/// ```
///
/// Not `Sendable`: one pass, one task.
public final class RecordPass {
  private let first: RecordSummary?
  private var files: RecordFiles
  private var decoder: RecordDecoder
  private var identifiers = IdentifierSet()
  /// How many of the first pass's repeated ids lie behind us.
  private var repeatedIDsPassed = 0

  init(_ reader: RecordReader, after first: RecordSummary?) {
    self.first = first
    files = RecordFiles(reader, after: first)
    decoder = RecordDecoder(isFeatureRow: reader.isFeatureRow)
  }

  /// The next good record; nil behind the last.
  ///
  /// - Throws: the first call ``RecordError/missingFile(path:)`` where any of the files is missing; the last
  ///   one ``RecordError/noRecords(paths:badLines:first:)`` where there was none; any call the others of
  ///   ``RecordError``. After an error, do not go on.
  public func next() throws(RecordError) -> OutcomeRecord? {
    if files.index < 0 { try checkAllExist(files.reader.paths) }
    while true {
      guard let file = files.current else {
        guard try files.openNext() else { break }
        continue
      }
      guard let line = try file.next() else {
        try files.close(file)
        continue
      }
      if let record = try record(of: line) { return record }
    }
    if files.found.recordCount == 0 {
      throw .noRecords(
        paths: files.reader.paths, badLines: files.found.badLineCount,
        first: files.found.problems.first)
    }
    return nil
  }

  /// The bytes of the line that the last record came from, without the line's end: unknown fields included.
  public var rawLine: [UInt8] { files.current?.rawLine ?? [] }

  /// What was found so far; of the whole input once ``next()`` has returned nil.
  public var summary: RecordSummary {
    var summary = files.found
    summary.models = decoder.listedModels
    return summary
  }

  private func record(of line: JSONLine) throws(RecordError) -> OutcomeRecord? {
    let position = RecordPosition(fileIndex: files.index, line: line.number)
    do throws(RecordFault) {
      let value: JSONValue
      switch line.content {
      case .success(let parsed): value = parsed
      case .failure(let fault): throw RecordFault(fault.description)
      }
      if let first, repeatedIDsPassed < first.repeatedIDs.count,
        first.repeatedIDs[repeatedIDsPassed] == position
      {
        repeatedIDsPassed += 1
        throw RecordFault("id came before, expected each id once")
      }
      var record = try decoder.decode(value)
      if first == nil, let id = record.id { try check(id, at: position) }
      record.line = line.number
      record.fileIndex = files.index
      files.found.recordCount += 1
      return record
    } catch {
      try files.note(error.message, at: position)
      return nil
    }
  }

  private func check(_ id: String, at position: RecordPosition) throws(RecordFault) {
    guard let earlier = identifiers.insert(id, at: position) else { return }
    throw RecordFault(files.repeated(id, at: position, earlier: earlier))
  }
}
