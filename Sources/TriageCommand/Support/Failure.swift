import TriageEvaluation
import TriageFile
import TriageRecords
import TriageTraining

/// A failure as its user meets it: one line, and an exit code after sysexits(3).
struct Failure: Error, CustomStringConvertible {
  var message: String
  var code: Int32

  static let usage: Int32 = 64
  static let badData: Int32 = 65
  static let missingInput: Int32 = 66
  static let internalError: Int32 = 70
  static let inputOutput: Int32 = 74

  /// Any error of the modules below, in the command's terms.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as RecordError:
      let code =
        switch error.category {
        case .missingInput: Self.missingInput
        case .inputOutput: Self.inputOutput
        case .badData: Self.badData
        }
      self.init(message: error.description, code: code)
    case let error as ImportError:
      let code =
        switch error.category {
        case .usage: Self.usage
        case .missingInput: Self.missingInput
        case .inputOutput: Self.inputOutput
        case .badData: Self.badData
        }
      self.init(message: error.description, code: code)
    case let error as ModelFileError:
      let code =
        switch error {
        case .missing: Self.missingInput
        case .unreadable: Self.inputOutput
        case .invalid: Self.badData
        }
      self.init(message: error.description, code: code)
    case let error as TrainingError:
      let code = if case .temporaryFile = error { Self.inputOutput } else { Self.badData }
      self.init(message: error.description, code: code)
    case let error as EvaluationError: self.init(message: error.description, code: Self.badData)
    default: self.init(message: "\(error)", code: Self.internalError)
    }
  }

  /// The line.
  var description: String { message }

  init(message: String, code: Int32) {
    self.message = message
    self.code = code
  }
}

/// Runs a command's body; whatever it throws becomes a ``Failure``.
func reportingFailures<Value>(_ body: () throws -> Value) throws -> Value {
  do { return try body() } catch { throw Failure(error) }
}
