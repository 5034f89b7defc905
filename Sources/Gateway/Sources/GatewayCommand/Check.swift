import ArgumentParser
import Foundation
import GatewayConfiguration
import GatewayServer

/// Names every mistake of a configuration file.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a configuration file: every mistake with its line, and the examples of its rules.")

  @Argument(help: "The configuration file (YAML).")
  var file: String

  func run() throws {
    let reading = SnapshotLoader.read(file)
    guard let configuration = reading.configuration else { throw Check.report(reading.mistakes, file) }
    for warning in reading.mistakes { Check.write("\(file): \(warning)") }
    try Console.print(
      "\(file): \(configuration.tiers.count) tiers, \(configuration.models.count) models, "
        + "\(configuration.rules.count) rules, \(configuration.examples.count) examples: sound")
  }

  /// Writes every mistake to standard error; the code to exit with.
  static func report(_ mistakes: [ConfigurationMistake], _ file: String) -> ExitCode {
    for mistake in mistakes { write("\(file): \(mistake)") }
    // Where nothing is wrong but that files cannot be had, the code says so.
    let kinds = mistakes.filter { !$0.isWarning }.map(\.kind)
    if kinds.contains(.content) { return Exit.badData }
    return kinds.contains(.unreadable) ? Exit.inputOutput : Exit.noInput
  }

  static func write(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
