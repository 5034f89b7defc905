import ArgumentParser
import Triage
import TriageFile

/// `triage inspect`
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where a router came from: its manifest, heads, tiers and held-out metrics.")

  @Argument(help: "A model file.")
  var model: String

  @Flag(name: .long, help: "Print the manifest as JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      let router = try Router(contentsOf: model)
      if json { return try Console.print(router.manifest) }
      try Console.print("router \(router.identity)")
      for head in router.models {
        var line = "model  \(head.name)"
        if let input = head.inputPrice, let output = head.outputPrice {
          line += "  $\(input) in, $\(output) out per million tokens"
        }
        if let cost = head.meanCost { line += "  $\(cost) a request on average" }
        if let window = head.contextWindow { line += "  \(window) tokens of context" }
        try Console.print(line)
      }
      for (number, tier) in router.policy.tiers.enumerated() {
        let chain = tier.models.map { router.models[$0].name }.joined(separator: ", then ")
        try Console.print("tier \(number) \(tier.name): \(chain), at sufficiency \(tier.threshold) or more")
      }
      try Console.print(
        "band ±\(router.policy.bandHalfWidth), escalates below evidence \(router.policy.leastEvidence)")
      try Console.print(router.manifest)
    }
  }
}
