/// Something wrong, or doubtful, in a configuration file.
public struct ConfigurationMistake: Error, Sendable, Equatable, CustomStringConvertible {
  /// The line, from 1; 0 for the file as a whole.
  public var line: Int
  /// What is wrong and what was expected, in one line. Never holds a secret.
  public var message: String
  /// A warning leaves the configuration usable.
  public var isWarning: Bool
  /// Whose mistake it is: the text's, or a file's that cannot be had.
  public var kind: Kind

  /// What a mistake is about.
  public enum Kind: Sendable, Equatable {
    /// What a file says.
    case content
    /// A file that is not there.
    case missing
    /// A file that cannot be read.
    case unreadable
  }

  /// A mistake, or a warning.
  public init(line: Int, message: String, isWarning: Bool = false, kind: Kind = .content) {
    self.kind = kind
    self.line = line
    self.message = message
    self.isWarning = isWarning
  }

  /// `line 12: …`, with `warning:` where it is one.
  public var description: String {
    (line > 0 ? "line \(line): " : "") + (isWarning ? "warning: " : "") + message
  }
}

/// The mistakes found so far. Reading never stops at one, so every part of the reader adds to the same list.
final class Mistakes {
  private(set) var all: [ConfigurationMistake] = []
  /// How many of them are no warnings.
  private(set) var errors = 0

  func add(_ line: Int, _ message: String, kind: ConfigurationMistake.Kind = .content) {
    errors += 1
    all.append(ConfigurationMistake(line: line, message: message, kind: kind))
  }

  func warn(_ line: Int, _ message: String) {
    all.append(ConfigurationMistake(line: line, message: message, isWarning: true))
  }

  /// By line, those of one line as they were found; the same words once.
  var sorted: [ConfigurationMistake] {
    var result: [ConfigurationMistake] = []
    for (_, mistake) in all.enumerated().sorted(by: {
      ($0.element.line, $0.offset) < ($1.element.line, $1.offset)
    })
    where result.last != mistake {
      result.append(mistake)
    }
    return result
  }
}
