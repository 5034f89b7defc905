public import Triage

/// Why a model file could not be opened.
public enum ModelFileError: Error, Sendable, Equatable {
  /// There is no file at this path.
  case missing(path: String)
  /// The system refused to open, measure or map it; `reason` is the system's word.
  case unreadable(path: String, reason: String)
  /// It was read, and is not a sound model file.
  case invalid(path: String, ModelError)
}

extension ModelFileError: CustomStringConvertible {
  /// The path, what was found and what was expected.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): no such file, expected a Triage model file"
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .invalid(let path, let error): "\(path): \(error)"
    }
  }
}
