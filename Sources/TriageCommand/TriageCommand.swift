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

  /// What is wrong with the arguments, and where to read on.
  private static func oneLine(_ error: any Error) -> String {
    let hint = fullMessage(for: error).split(separator: "\n").last { $0.contains("--help'") }
    let words = message(for: error).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let place = hint.flatMap { $0.split(separator: "'").dropFirst().first }.map { " (see \($0))" } ?? ""
    return words + place
  }

  /// Runs a command and turns every failure into one line and a documented exit code.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as Failure {
      Console.error(error.message)
      exit(withError: ExitCode(error.code))
    } catch {
      guard exitCode(for: error).isSuccess else {
        Console.error(oneLine(error))
        exit(withError: exitCode(for: error))
      }
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
