#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

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
  private let reader: RecordReader
  private let first: RecordSummary?
  private var found = RecordSummary()
  private var decoder: RecordDecoder
  private var identifiers = IdentifierSet()
  private var file: JSONLinesReader?
  private var fileIndex = -1
  /// How many of the first pass's repeated ids lie behind us.
  private var repeatedIDsPassed = 0

  init(_ reader: RecordReader, after first: RecordSummary?) {
    self.reader = reader
    self.first = first
    decoder = RecordDecoder(isFeatureRow: reader.isFeatureRow)
  }

  /// The next good record; nil behind the last.
  ///
  /// - Throws: the first call ``RecordError/missingFile(path:)`` where any of the files is missing; the last
  ///   one ``RecordError/noRecords(paths:badLines:)`` where there was none; any call the others of
  ///   ``RecordError``. After an error, do not go on.
  public func next() throws(RecordError) -> OutcomeRecord? {
    if fileIndex < 0 { try checkAllExist(reader.paths) }
    while true {
      guard let file else {
        guard try openNext() else { break }
        continue
      }
      guard let line = try file.next() else {
        try close(file)
        continue
      }
      if let record = try record(of: line) { return record }
    }
    if found.recordCount == 0 {
      throw .noRecords(paths: reader.paths, badLines: found.badLineCount)
    }
    return nil
  }

  /// The bytes of the line that the last record came from, without the line's end: unknown fields included.
  public var rawLine: [UInt8] { file?.rawLine ?? [] }

  /// What was found so far; of the whole input once ``next()`` has returned nil.
  public var summary: RecordSummary {
    var summary = found
    summary.models = decoder.listedModels
    return summary
  }

  private func record(of line: JSONLine) throws(RecordError) -> OutcomeRecord? {
    let position = RecordPosition(fileIndex: fileIndex, line: line.number)
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
      record.fileIndex = fileIndex
      found.recordCount += 1
      return record
    } catch {
      let problem = RecordProblem(
        file: displayName(reader.paths[fileIndex]), line: line.number, message: error.message)
      found.note(problem, at: position)
      if found.badLineCount > reader.maximumBad {
        throw .tooManyBadLines(problem: problem, count: found.badLineCount, allowed: reader.maximumBad)
      }
      return nil
    }
  }

  private func check(_ id: String, at position: RecordPosition) throws(RecordFault) {
    guard let earlier = identifiers.insert(id, at: position) else { return }
    found.repeatedIDs.append(position)
    let place =
      earlier.fileIndex == position.fileIndex
      ? "line \(earlier.line)" : "\(displayName(reader.paths[earlier.fileIndex])):\(earlier.line)"
    throw RecordFault("id \(quotedForDisplay(id)) is also that of \(place), expected each id once")
  }

  /// Opens the file after this one, or its copy; false where there is none.
  private func openNext() throws(RecordError) -> Bool {
    fileIndex += 1
    guard fileIndex < reader.paths.count else { return false }
    let path = reader.paths[fileIndex]
    if let first, fileIndex < first.spools.count, let spool = first.spools[fileIndex] {
      file = try JSONLinesReader(
        source: SpoolSource(spool), path: path, lineLimit: reader.lineLimit, digests: false)
    } else {
      file = try JSONLinesReader(
        path: path, lineLimit: reader.lineLimit, digests: first == nil, keepsCopy: first == nil)
    }
    found.spools.append(file?.spool)
    return true
  }

  private func close(_ file: JSONLinesReader) throws(RecordError) {
    let read = RecordFile(
      path: file.path, byteCount: file.byteCount, lineCount: file.lineCount, sha256: file.sha256)
    if let first, fileIndex < first.files.count, first.files[fileIndex].byteCount != read.byteCount {
      throw .changed(path: file.path)
    }
    found.files.append(read)
    self.file = nil
  }
}

/// Throws where a file is missing, so that a long first file is not read in vain before a second one that is
/// not there.
func checkAllExist(_ paths: [String]) throws(RecordError) {
  for path in paths where path != "-" && access(path, F_OK) != 0 {
    throw RecordError.opening(path, errno)
  }
}
