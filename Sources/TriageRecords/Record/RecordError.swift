#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why reading stopped.
public enum RecordError: Error, Sendable, Equatable {
  /// A path leads to no file.
  case missingFile(path: String)
  /// The system would not open or read a file, or memory was short.
  case unreadable(path: String, reason: String)
  /// A temporary file could not be made or written.
  case noRoom(folder: String, reason: String)
  /// A gzip file was cut short or damaged.
  case corruptGzip(path: String, reason: String)
  /// More lines were bad than allowed. `problem` is the one that was too many, `count` includes it.
  case tooManyBadLines(problem: RecordProblem, count: Int, allowed: Int)
  /// Not one good record in all the files; the first of the bad lines.
  case noRecords(paths: [String], badLines: Int, first: RecordProblem? = nil)
  /// A file was not the same in a later pass as in the first.
  case changed(path: String)

  /// What a caller may do about it; the command maps these to exit codes.
  public enum Category: Sendable, Equatable {
    /// An input is not there.
    case missingInput
    /// The system failed.
    case inputOutput
    /// The content is not what was expected.
    case badData
  }

  /// The kind of failure.
  public var category: Category {
    switch self {
    case .missingFile: .missingInput
    case .unreadable, .noRoom, .changed: .inputOutput
    case .corruptGzip, .tooManyBadLines, .noRecords: .badData
    }
  }

  /// The error for an `open` that failed with `code`.
  static func opening(_ path: String, _ code: Int32) -> RecordError {
    code == ENOENT || code == ENOTDIR
      ? .missingFile(path: path) : .unreadable(path: path, reason: systemMessage(code))
  }
}

extension RecordError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .missingFile(let path): "\(displayName(path)): no such file"
    case .unreadable(let path, let reason): "\(displayName(path)): cannot be read: \(reason)"
    case .noRoom(let folder, let reason): "\(folder): no temporary file could be written: \(reason)"
    case .corruptGzip(let path, let reason): "\(displayName(path)): not a whole gzip file: \(reason)"
    case .tooManyBadLines(let problem, let count, let allowed):
      allowed == 0 ? "\(problem)" : "\(problem) (bad line \(count), \(allowed) allowed)"
    case .noRecords(let paths, let bad, let first):
      "\(paths.map(displayName).joined(separator: ", ")): no outcome records"
        + (bad > 0 ? " (\(bad) bad \(bad == 1 ? "line" : "lines"))" : "") + ", expected at least one line"
        + (first.map { "; the first: \($0)" } ?? "")
    case .changed(let path): "\(displayName(path)): changed while it was being read"
    }
  }
}
