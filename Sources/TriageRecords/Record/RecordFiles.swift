#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a pass stands in its reader's files, and what it has found in them so far.
///
/// A first pass reads the files themselves, with digests, and copies what cannot be read twice; a later pass reads those
/// copies, and checks that every file is as long as it was.
struct RecordFiles {
  let reader: RecordReader
  /// The first pass's summary where this is a later pass.
  let first: RecordSummary?
  /// The file that is being read; nil between two of them.
  private(set) var current: JSONLinesReader?
  /// Its place in the reader's paths; -1 before the first.
  private(set) var index = -1
  var found = RecordSummary()

  init(_ reader: RecordReader, after first: RecordSummary?) {
    self.reader = reader
    self.first = first
  }

  /// Opens the file after this one, or its copy; false where there is none.
  mutating func openNext() throws(RecordError) -> Bool {
    index += 1
    guard index < reader.paths.count else { return false }
    let path = reader.paths[index]
    let file: JSONLinesReader
    if let first, index < first.spools.count, let spool = first.spools[index] {
      file = try JSONLinesReader(
        source: SpoolSource(spool), path: path, lineLimit: reader.lineLimit, digests: false)
    } else {
      file = try JSONLinesReader(
        path: path, lineLimit: reader.lineLimit, digests: first == nil, keepsCopy: first == nil)
    }
    found.spools.append(file.spool)
    current = file
    return true
  }

  /// Closes a file that was read to its end.
  mutating func close(_ file: JSONLinesReader) throws(RecordError) {
    let read = RecordFile(
      path: file.path, byteCount: file.byteCount, lineCount: file.lineCount, sha256: file.sha256)
    if let first, index < first.files.count, first.files[index].byteCount != read.byteCount {
      throw .changed(path: file.path)
    }
    found.files.append(read)
    current = nil
  }
}

extension RecordFiles {
  /// Notes a bad line; throws where it is one too many.
  mutating func note(_ message: String, at position: RecordPosition) throws(RecordError) {
    let problem = RecordProblem(
      file: displayName(reader.paths[position.fileIndex]), line: position.line, message: message)
    found.note(problem)
    if found.badLineCount > reader.maximumBad {
      throw .tooManyBadLines(problem: problem, count: found.badLineCount, allowed: reader.maximumBad)
    }
  }

  /// Remembers a line whose id an earlier one had, for later passes, and gives the message about it.
  mutating func repeated(_ id: String, at position: RecordPosition, earlier: RecordPosition) -> String {
    found.repeatedIDs.append(position)
    let place =
      earlier.fileIndex == position.fileIndex
      ? "line \(earlier.line)" : "\(displayName(reader.paths[earlier.fileIndex])):\(earlier.line)"
    return "id \(quotedForDisplay(id)) is also that of \(place), expected each id once"
  }
}

/// Throws where a file is missing, so that a long first file is not read in vain before a second one that is
/// not there.
func checkAllExist(_ paths: [String]) throws(RecordError) {
  for path in paths where path != "-" && access(path, F_OK) != 0 {
    throw RecordError.opening(path, errno)
  }
}
