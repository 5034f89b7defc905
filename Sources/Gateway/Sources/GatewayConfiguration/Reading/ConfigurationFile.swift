import Foundation
import Yams

/// Why a router's file is none, in words that follow its name.
public struct RouterProblem: Error, Sendable, Equatable {
  /// What is wrong with it.
  public var message: String

  /// A problem.
  public init(_ message: String) { self.message = message }
}

/// What is wrong with one of the two files of `tls`, in words that follow its name.
public enum TLSProblem: Sendable, Equatable {
  /// The certificate's.
  case certificate(String)
  /// The key's.
  case key(String)
}

/// Reads a configuration file and names every mistake with its line.
public struct ConfigurationFile {
  /// What became of a file.
  public struct Reading: Sendable {
    /// What it says; nil if any mistake is more than a warning.
    public var configuration: Configuration?
    /// What is wrong or doubtful, by line.
    public var mistakes: [ConfigurationMistake]
    /// The state of every file it depends on, each noted just before it was read; also where the file is bad,
    /// because a change of any may mend it.
    public var fingerprint: ConfigurationFingerprint
  }

  /// Reads a file; the configuration is nil if any of the mistakes is more than a warning.
  ///
  /// - Parameters:
  ///   - path: The YAML file. Paths in it are relative to its folder.
  ///   - environment: Looks up variables, only to warn of those that are not set; the process's own unless given.
  ///   - routerTiers: The names of the tiers in a router's file, cheapest first; nil where that cannot be told.
  public static func read(
    _ path: String, environment: @escaping (String) -> String? = processEnvironment,
    routerTiers: @escaping (String) -> Result<[String], RouterProblem>?
  ) -> (Configuration?, [ConfigurationMistake]) {
    let reading = reading(path, environment: environment, routerTiers: routerTiers)
    return (reading.configuration, reading.mistakes)
  }

  /// As ``read(_:environment:routerTiers:)``, with the state of the files to watch.
  ///
  /// - Parameter tlsProblem: What keeps a server from using the two files of `tls`; nothing unless given.
  public static func reading(
    _ path: String, environment: @escaping (String) -> String? = processEnvironment,
    tlsProblem: @escaping (TLSFiles) -> TLSProblem? = { _ in nil },
    routerTiers: @escaping (String) -> Result<[String], RouterProblem>?
  ) -> Reading {
    let whole = Files.absolute(path, in: FileManager.default.currentDirectoryPath)
    let fingerprint = ConfigurationFingerprint([whole])
    switch Files.read(whole, limit: YAMLText.limit) {
    case .failure(let problem):
      let mistake = ConfigurationMistake(
        line: 0, message: "the file \(quoted(path, limit: 1000)) \(problem.words)", kind: problem.kind)
      return Reading(configuration: nil, mistakes: [mistake], fingerprint: fingerprint)
    case .success(let bytes):
      return reading(
        bytes, at: whole, fingerprint: fingerprint, environment: environment, tlsProblem: tlsProblem,
        routerTiers: routerTiers)
    }
  }

  /// Reads bytes as if they were the file at this absolute path.
  static func reading(
    _ bytes: [UInt8], at path: String, fingerprint: ConfigurationFingerprint,
    environment: @escaping (String) -> String?,
    tlsProblem: @escaping (TLSFiles) -> TLSProblem? = { _ in nil },
    routerTiers: @escaping (String) -> Result<[String], RouterProblem>?
  ) -> Reading {
    let mistakes = Mistakes()
    let reader = Reader(
      folder: Files.folder(of: path), fingerprint: fingerprint, mistakes: mistakes, environment: environment,
      tlsProblem: tlsProblem, routerTiers: routerTiers)
    if let root = YAMLText.compose(bytes, mistakes) {
      reader.read(Cursor(node: root, line: root.mark?.line ?? 1, words: "", mistakes: mistakes))
    }
    reader.configuration.files = reader.fingerprint.paths
    return Reading(
      configuration: mistakes.errors == 0 ? reader.configuration : nil, mistakes: mistakes.sorted,
      fingerprint: reader.fingerprint)
  }

  /// A variable of the process's environment.
  public static func processEnvironment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name]
  }
}
