import Triage
import TriageRecords

/// Writes one decision as a line of JSON.
struct DecisionLine {
  private let models: [String]
  private let tiers: [String]
  private let identity: String
  private var writer = JSONWriter()

  init(_ router: Router) {
    models = router.models.map(\.name)
    tiers = router.policy.tiers.map(\.name)
    identity = router.identity.description
  }

  /// The line, newline included.
  mutating func bytes(_ decision: Decision, id: String?) -> [UInt8] {
    writer.removeAll()
    writer.beginObject()
    if let id {
      writer.key("id")
      writer.string(id)
    }
    writer.key("tier")
    writer.number(decision.tier)
    writer.key("model")
    writer.string(models[decision.model])
    writer.key("sufficiency")
    writer.number(Double(decision.sufficiency), decimals: 4)
    writer.key("band")
    writer.string(decision.band.rawValue)
    writer.key("evidence")
    writer.number(Double(decision.evidence), decimals: 4)
    if let interval = decision.interval {
      writer.key("interval")
      writer.beginArray()
      writer.number(Double(interval.low), decimals: 4)
      writer.number(Double(interval.high), decimals: 4)
      writer.endArray()
    }
    writer.key("cause")
    writer.string(decision.cause.rawValue)
    if !decision.fits {
      writer.key("fits")
      writer.boolean(false)
    }
    writer.key("scores")
    probabilities(decision.scores, models)
    writer.key("sufficiencies")
    probabilities(decision.sufficiencies, tiers)
    writer.key("router")
    writer.string(identity)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private mutating func probabilities(_ values: Probabilities, _ names: [String]) {
    writer.beginObject()
    for (name, value) in zip(names, values) {
      writer.key(name)
      writer.number(Double(value), decimals: 6)
    }
    writer.endObject()
  }
}
