import ArgumentParser
import GatewayServer
import GatewayStore
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
      Exit codes: 0 done; 64 wrong usage; 65 bad data: a configuration with a mistake, a file that is no traffic store or \
      a damaged one; 66 missing input; 74 input/output: a file that cannot be read or written, a store that another \
      process has locked, a port that is taken.
      """,
    version: GatewayVersion.text,
    subcommands: [Serve.self, Check.self, Key.self, ReportCommand.self, Export.self])
}

/// Exit codes of sysexits.h.
enum Exit {
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let inputOutput = ExitCode(74)

  /// Says in one line what is wrong with a store; the code to exit with, which goes by whose fault it is, whatever was
  /// asked of the store.
  static func failed(_ error: StoreError) -> ExitCode {
    switch error.kind {
    case .data: failed("\(error)", badData)
    case .inputOutput: failed("\(error)", inputOutput)
    }
  }

  /// Says in one line on standard error what failed; the code to exit with.
  static func failed(_ message: String, _ code: ExitCode) -> ExitCode {
    Check.write("triage-gateway: \(message)")
    return code
  }
}
