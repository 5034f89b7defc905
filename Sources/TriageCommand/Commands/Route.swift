import ArgumentParser
import Triage
import TriageRecords

/// `triage route`
struct Route: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide which model a prompt needs: one decision a line.",
    discussion: """
      With a PROMPT, decides for it. Without, reads JSON Lines from standard input: objects with "prompt", or \
      with OpenAI-style "messages" of which the user's last is scored (or, without either, the "features" of an outcome record), and \
      optionally "id" and "context" \
      {"input_tokens", "minimum_tier", "error_tolerance", "pinned_tier"}. Order is kept, all cores work, and a \
      line that stands alone is answered at once.
      """)

  @OptionGroup var option: RouterOption

  @Option(name: .long, help: "Bad lines to skip before giving up.")
  var maxBad = 0

  @Option(
    name: [.customShort("i"), .long], help: "A file of JSON Lines, gzipped or not; - is standard input.")
  var input = "-"

  @Argument(help: "The prompt.")
  var prompt: String?

  func validate() throws {
    if maxBad < 0 { throw ValidationError("--max-bad is \(maxBad), expected 0 or more") }
  }

  func run() throws {
    try reportingFailures {
      let (_, router) = try option.load()
      if let prompt {
        guard input == "-" else {
          throw Failure(message: "a PROMPT or --input, not both", code: Failure.usage)
        }
        return try Console.write(DecisionLine(router).bytes(router.decide(prompt))[...])
      }
      try RouteBatch(path: input, router: router, maxBad: maxBad).run()
    }
  }
}
