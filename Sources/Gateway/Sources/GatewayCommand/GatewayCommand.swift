import ArgumentParser
import GatewayServer
import NIOCore
import NIOPosix

/// The process: takes Swift's concurrency onto the event loops' threads, then runs the command.
///
/// A request would otherwise change threads at every step between its sockets and its tasks, and on few cores the changes
/// cost more than the work. Nothing in a task may block for long then; the store's writes have a thread of their own.
@main enum Process {
  static func main() async {
    NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    await GatewayCommand.main()
  }
}

/// `triage-gateway`: an OpenAI-compatible endpoint that routes.
struct GatewayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage-gateway",
    abstract: "An OpenAI-compatible endpoint that sends each request to the model it needs.",
    discussion: """
      Exit codes: 0 done, 64 wrong usage, 65 bad data, 66 missing input, 70 internal error, 74 input/output.
      """,
    version: GatewayVersion.text,
    subcommands: [Serve.self, Check.self, Key.self, ReportCommand.self, Export.self])
}

/// Exit codes of sysexits.h.
enum Exit {
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let internalError = ExitCode(70)
  static let inputOutput = ExitCode(74)

  /// Says in one line on standard error what failed; the code to exit with.
  static func failed(_ message: String, _ code: ExitCode) -> ExitCode {
    Check.write("triage-gateway: \(message)")
    return code
  }
}
