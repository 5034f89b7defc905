import ArgumentParser
import Foundation
import GatewayConfiguration
import GatewayServer
import GatewayStore
import Logging

/// Serves until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve what a configuration file says, until SIGTERM or SIGINT.",
    discussion: """
      Log lines are JSON on standard error; the audit, one JSON line a decision, goes where log.audit says (standard \
      output unless set). A changed file, router or file of keys is taken up within about a second. SIGHUP opens the \
      audit's file anew. SIGTERM and SIGINT stop listening and let requests under way end within the drain time.
      """)

  @Argument(help: "The configuration file (YAML).")
  var file: String

  @Option(help: "The least severe log level, over the file's: trace, debug, info, notice, warning or error.")
  var logLevel: String?

  func validate() throws {
    if let logLevel, Logger.Level(rawValue: logLevel) == nil {
      throw ValidationError("'\(logLevel)' is no log level")
    }
  }

  func run() async throws {
    // A reader of the logs that goes away is an error of that write, not the end of the program.
    signal(SIGPIPE, SIG_IGN)
    Serve.raiseFileLimit()
    let reading = SnapshotLoader.read(file)
    guard let configuration = reading.configuration else { throw Check.report(reading.mistakes, file) }
    let chosen = logLevel.flatMap { Logger.Level(rawValue: $0) }
    let level = LogLevel(
      chosen ?? Logger.Level(rawValue: configuration.logLevel) ?? .info, isFixed: chosen != nil)
    let logs = LineWriter(descriptor: 2)
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, writer: logs, level: level) }
    let logger = Logger(label: "triage-gateway")
    let application = GatewayApplication(path: file, logger: logger, logs: logs, level: level)
    let host = configuration.listen.host
    do {
      try await application.run { port in
        logger.notice("listening on \(host):\(port)", metadata: ["version": "\(GatewayVersion.text)"])
      }
    } catch let failure as SnapshotLoader.Failure {
      throw Check.report(failure.mistakes, file)
    } catch let error as StoreError {
      throw Exit.failed(error)
    } catch {
      throw Exit.failed("\(error)", Exit.inputOutput)
    }
  }

  /// Takes as many open files as the system allows: each request under way has two sockets, and the usual soft limit of
  /// 1,024 is there for programs that call `select`.
  private static func raiseFileLimit() {
    #if canImport(Glibc)
      let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
      let resource = RLIMIT_NOFILE
    #endif
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    limit.rlim_cur = limit.rlim_max
    setrlimit(resource, &limit)
  }
}
