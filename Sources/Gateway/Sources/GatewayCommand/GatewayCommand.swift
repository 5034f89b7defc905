import ArgumentParser
import GatewayServer

/// `triage-gateway`: an OpenAI-compatible endpoint that routes.
@main struct GatewayCommand: AsyncParsableCommand {
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
