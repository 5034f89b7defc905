import Foundation
public import GatewayConfiguration
import GatewayPipeline

extension SnapshotLoader {
  /// A file that cannot be used.
  public struct Failure: Error {
    /// Everything that is wrong with it.
    public var mistakes: [ConfigurationMistake]
    /// Says when to try again.
    var watch: ConfigurationWatch?

    init(mistakes: [ConfigurationMistake], watch: ConfigurationWatch? = nil) {
      self.mistakes = mistakes
      self.watch = watch
    }
  }

  /// What a file came to.
  struct Loaded {
    var snapshot: Snapshot
    /// What is doubtful in the file.
    var warnings: [ConfigurationMistake]
    /// Says when the file has changed.
    var watch: ConfigurationWatch

    /// Who may come in, by the configuration and its file of keys.
    func admission(after previous: Admission? = nil) throws(Failure) -> Admission {
      let configuration = snapshot.configuration
      var keys: KeyRing?
      if let path = configuration.callers.keys {
        do {
          keys = try KeyRing(try String(contentsOfFile: path, encoding: .utf8))
        } catch {
          // What the error says of a line is not the line: that may hold a key.
          let message = "callers.keys: \((error as? KeyRing.Mistake)?.description ?? "cannot be read")"
          throw Failure(mistakes: [ConfigurationMistake(line: 0, message: message)], watch: watch)
        }
      }
      return Admission(limits: configuration.limits, keys: keys, after: previous)
    }
  }
}
