import ArgumentParser
import GatewayStore

/// Writes traffic as outcome records.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write stored traffic as outcome records, for triage train and triage evaluate.",
    discussion: """
      A request is a record where something is known of its answers: feedback, or a failed check. Its score is the \
      feedback, or 0 for an answer that failed its checks. Prompts are in it where the store has them (content: full), \
      hashed features where it has those (content: features), and otherwise the request is left out.
      """)

  @Argument(help: "The traffic store, or the configuration file that names it.")
  var file: String

  @Option(
    name: .shortAndLong,
    help: "The file to write (JSON Lines); it appears whole or not at all; - for standard output.")
  var output: String

  @Option(help: "From when on: a day, a moment, or an age (7d).")
  var from: Moment?

  @Option(help: "Until when; that moment is not part of it, a day is.")
  var to: Moment?

  func run() throws {
    let reader = try StoreArgument.reader(of: file)
    defer { reader.close() }
    do {
      let exported = try reader.export(to: output, from: from?.start ?? .min, until: to?.end ?? .max)
      var line = "\(output == "-" ? "standard output" : output): \(exported.written) records"
      if exported.skipped > 0 { line += "; \(exported.skipped) requests left out" }
      var reasons: [String] = []
      if exported.withoutContent > 0 {
        reasons.append("\(exported.withoutContent) without content (set store.content to features or full)")
      }
      if exported.unjudged > 0 {
        reasons.append(
          "\(exported.unjudged) without a judged answer (send scores to POST /v1/feedback, or set checks)")
      }
      Check.write(reasons.isEmpty ? line : "\(line): \(reasons.joined(separator: ", "))")
    } catch {
      throw Exit.failed("\(error)", Exit.inputOutput)
    }
  }
}
