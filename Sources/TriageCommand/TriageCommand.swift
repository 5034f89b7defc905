import ArgumentParser

@main
struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "A learned router for language models.",
    discussion: """
      Learns from logged outcomes which model a prompt needs, decides in microseconds, and draws the \
      accuracy/cost curve that tells whether routing pays.

      Exit codes: 0 done, 64 wrong usage, 65 bad data, 66 missing input, 70 internal error, 74 input/output.
      """,
    version: "1.0.0",
    subcommands: [
      Train.self, Evaluate.self, Route.self, Explain.self, Inspect.self, Calibrate.self, Import.self,
    ])

  /// Runs a command and turns every failure into one line and a documented exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as Failure {
      Console.error(error.message)
      exit(withError: ExitCode(error.code))
    } catch {
      guard exitCode(for: error).isSuccess else { exit(withError: error) }
      // Help and the version go to standard output, which may be full or closed.
      do throws(Failure) {
        try Console.print(fullMessage(for: error))
      } catch {
        Console.error(error.message)
        exit(withError: ExitCode(error.code))
      }
    }
  }
}
