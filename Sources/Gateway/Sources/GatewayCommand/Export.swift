import ArgumentParser
import GatewayStore

/// Writes traffic as outcome records.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write stored traffic as outcome records, for triage train and triage evaluate.",
    discussion: """
      A request is a record where something is known of its answers. The score of the answer that the caller got is the \
      caller's feedback, otherwise what its checks said; those of answers that failed before it are their checks'. A \
      check that an answer passed gives 1, one that it failed 0, a spot check its grade; the least counts, and what no \
      check looked at has no score. So a check that nearly every answer passes (not_empty) gives nearly every answer a \
      1, and a router learns from it that every model will do. Where checks are of that kind, use --feedback-only, or a \
      spot check as the tier's only check. Prompts are in a record where the store has them (content: full), hashed \
      features where it has those (content: features), and otherwise the request is left out.
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

  @Flag(help: "Only the scores that callers gave; what checks said is left out.")
  var feedbackOnly = false

  func run() throws {
    let reader = try StoreArgument.reader(of: file)
    defer { reader.close() }
    do {
      let exported = try reader.export(
        to: output, from: from?.start ?? .min, until: to?.end ?? .max, feedbackOnly: feedbackOnly)
      var line =
        "\(output == "-" ? "standard output" : output): \(exported.written) records, "
        + "\(exported.fromFeedback) scores from feedback, \(exported.fromChecks) from checks"
      if exported.skipped > 0 { line += "; \(exported.skipped) requests left out" }
      var reasons: [String] = []
      if exported.withoutContent > 0 {
        reasons.append("\(exported.withoutContent) without content (set store.content to features or full)")
      }
      if exported.unjudged > 0 {
        let hint = feedbackOnly ? "" : ", or set checks that tell good answers from bad ones"
        reasons.append(
          "\(exported.unjudged) without a judged answer (send scores to POST /v1/feedback\(hint))")
      }
      Check.write(reasons.isEmpty ? line : "\(line): \(reasons.joined(separator: ", "))")
    } catch {
      throw Exit.failed(error)
    }
  }
}
