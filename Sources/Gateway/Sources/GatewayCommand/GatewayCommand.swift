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
    version: GatewayVersion.text,
    subcommands: [Serve.self, Check.self, Key.self, ReportCommand.self, Export.self])
}

/// Exit codes of sysexits.h.
enum Exit {
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let internalError = ExitCode(70)
  static let inputOutput = ExitCode(74)
}
