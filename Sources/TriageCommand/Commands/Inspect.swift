import ArgumentParser
import Triage
import TriageFile
import TriageRecords
import TriageTraining

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
      try checkIdentity(router)
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
      for line in Manifest(json: router.manifest)?.promise?.summary ?? [] { try Console.print(line) }
      try Console.print(readable(router.manifest))
    }
  }

  /// The manifest without the hashes of training prompts, which are many.
  private func readable(_ text: String) -> String {
    guard var manifest = Manifest(json: text) else { return text }
    manifest.split.sample = nil
    return String(decoding: manifest.json(), as: UTF8.self)
  }

  /// Loading checks a fast checksum; here, where time does not matter, the name is checked to be the digest of
  /// the content (``ModelFormat``: bytes 64…).
  private func checkIdentity(_ router: Router) throws {
    let digest = sha256(Array(try InputFile.read(model).dropFirst(64)))
    let hexadecimal = digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
    guard hexadecimal == router.identity.hexadecimal else {
      throw Failure(
        message: "\(model): the identity is not the SHA-256 of the content, expected \(hexadecimal)",
        code: Failure.badData)
    }
  }
}
