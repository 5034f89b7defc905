import ArgumentParser
import TriageTraining

/// `--risk` and how sure the promise is to be.
struct RiskOptions: ParsableArguments {
  @Option(
    name: .long, help: "Promise that at most this share of all requests is worse off than at the top tier.")
  var risk: Double?

  @Option(name: .long, help: "How sure the promise of --risk is to be (default: 0.95).")
  var confidence: Double?

  var target: RiskTarget? { risk.map { RiskTarget(risk: $0, confidence: confidence ?? 0.95) } }

  func validate() throws {
    for (name, value) in [("--risk", risk), ("--confidence", confidence)] {
      if let value, !(0.0001...0.9999).contains(value) {
        throw ValidationError("\(name) is \(value), expected 0.0001 to 0.9999")
      }
    }
    if confidence != nil, risk == nil { throw ValidationError("--confidence without --risk, expected both") }
  }
}
