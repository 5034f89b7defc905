import ArgumentParser

@main struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "A learned router for language models: train it on outcomes, route in microseconds, see what it pays.",
    subcommands: [Train.self])
}
