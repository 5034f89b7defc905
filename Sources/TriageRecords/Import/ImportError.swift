/// Why an import stopped.
public enum ImportError: Error, Sendable, Equatable {
  /// A file could not be read, or too many of its rows were bad.
  case input(RecordError)
  /// A file as a whole is not of the format: its columns are others, or it is no CSV at all.
  case layout(RecordProblem)
  /// Not one record came out. `leftOut` counts the good rows that gave none.
  case noRecords(paths: [String], badRows: Int, leftOut: Int)
  /// Not one record came out, for no request was judged.
  case noJudgement(paths: [String], requests: Int, feedback: String)
  /// The options do not fit the format.
  case usage(String)
  /// The caller's `write` failed.
  case output(String)

  /// What a caller may do about it; the command maps these to exit codes (64, 65, 66, 74).
  public enum Category: Sendable, Equatable {
    /// The caller asked for something that cannot be: 64.
    case usage
    /// The content is not what was expected: 65.
    case badData
    /// An input is not there: 66.
    case missingInput
    /// The system failed: 74.
    case inputOutput
  }

  /// The kind of failure.
  public var category: Category {
    switch self {
    case .input(let error):
      switch error.category {
      case .missingInput: .missingInput
      case .inputOutput: .inputOutput
      case .badData: .badData
      }
    case .layout, .noRecords, .noJudgement: .badData
    case .usage: .usage
    case .output: .inputOutput
    }
  }
}

extension ImportError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .input(let error): error.description
    case .layout(let problem): problem.description
    case .noRecords(let paths, let bad, let leftOut):
      paths.map(displayName).joined(separator: ", ") + ": no outcome records came out (\(bad) bad "
        + (bad == 1 ? "row" : "rows") + ", \(leftOut) left out), expected at least one"
    case .noJudgement(let paths, let requests, let feedback):
      "\(displayName(feedback)): judges none of \(requests) \(requests == 1 ? "request" : "requests") in \(paths.map(displayName).joined(separator: ", ")), "
        + "expected rows that name them by custom_id, id, request_id or response.id"
    case .usage(let message), .output(let message): message
    }
  }
}

/// Runs what reads a file, its errors as an import's.
func importing<T>(_ body: () throws(RecordError) -> T) throws(ImportError) -> T {
  do throws(RecordError) {
    return try body()
  } catch {
    throw .input(error)
  }
}
