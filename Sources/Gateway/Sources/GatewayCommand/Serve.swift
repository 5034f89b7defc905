import GatewayConfiguration
import ArgumentParser
import Foundation
import GatewayServer
import GatewayStore
import Logging

/// Serves until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve what a configuration file says, until SIGTERM or SIGINT.")

  @Argument(help: "The configuration file (YAML).")
  var file: String

  @Option(help: "The least severe log level: trace, debug, info, notice, warning, error.")
  var logLevel: String?

  func run() async throws {
    let reading = SnapshotLoader.read(file)
    guard let configuration = reading.configuration else { throw Check.report(reading.mistakes, file) }
    var logger = Logger(label: "triage-gateway") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: logLevel ?? configuration.logLevel) ?? .info
    let application = GatewayApplication(path: file, logger: logger)
    let host = configuration.listen.host
    do {
      try await application.run { port in
        FileHandle.standardError.write(Data("triage-gateway: listening on \(host):\(port)\n".utf8))
      }
    } catch let failure as SnapshotLoader.Failure {
      throw Check.report(failure.mistakes, file)
    } catch {
      FileHandle.standardError.write(Data("triage-gateway: \(error)\n".utf8))
      throw Exit.inputOutput
    }
  }
}
