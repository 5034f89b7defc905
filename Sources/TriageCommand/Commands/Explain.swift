import ArgumentParser
import Triage
import TriageRecords
import TriageTraining

/// `triage explain`
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show which parts of a prompt pushed which way; the parts sum to the logit.",
    discussion:
      "A record that holds features in place of its prompt cannot be explained: its parts have no text.")

  @OptionGroup var option: RouterOption

  @Option(name: .long, help: "How many parts to list; the rest are summed up in one line.")
  var top = 12

  @Flag(name: .long, help: "Every part, as JSON.")
  var json = false

  @Argument(help: "The prompt.")
  var prompt: String

  func run() throws {
    try reportingFailures {
      let (_, router) = try option.load()
      let explanation = router.explain(prompt)
      if json { return try Console.write(Self.json(explanation, router)) }
      try Console.print(Self.table(explanation, router, top: top))
    }
  }

  /// A line a part, the largest pull on the gain of the top model over the cheapest first.
  static func table(_ explanation: Explanation, _ router: Router, top: Int) -> String {
    let names = router.models.map(\.name)
    let last = names.count - 1
    func pull(_ part: Explanation.Part) -> Float { part.contributions[last] - part.contributions[0] }
    let decision = explanation.decision
    // The two that gain is between, and the one that was chosen.
    let columns = Set([0, decision.model, last]).sorted()
    let interval =
      decision.interval.map { " (\(Manifest.text(Double($0.low))) to \(Manifest.text(Double($0.high))))" }
      ?? ""
    var lines = [
      "tier \(decision.tier), \(names[decision.model]): sufficiency \(Manifest.text(Double(decision.sufficiency)))\(interval), "
        + "evidence \(Manifest.text(Double(decision.evidence))), \(decision.band.rawValue), "
        + "because of \(decision.cause.rawValue)"
    ]
    if router.policy.tiers.count > 2 {
      let tiers = zip(router.policy.tiers, decision.sufficiencies).map { tier, sufficiency in
        "\(tier.name) \(Manifest.text(Double(sufficiency))) of \(Manifest.text(Double(tier.threshold)))"
      }
      lines.append("sufficiency of threshold: \(tiers.joined(separator: ", "))")
    }
    lines += [
      "",
      "  gain    \(columns.map { names[$0] }.joined(separator: ", "))   "
        + (columns.count == 2
          ? "(logits; gain is the difference)" : "(logits; gain is the last less the first)"),
    ]
    let parts = explanation.parts.filter { $0.kind != .unseen }.sorted { abs(pull($0)) > abs(pull($1)) }
    func row(_ label: String, _ values: [Float]) -> String {
      "\(signed(values[last] - values[0]))  \(columns.map { signed(values[$0]) }.joined(separator: " "))  \(label)"
    }
    for part in parts.prefix(max(0, top)) {
      lines.append(row("\(part.kind.rawValue) \(quoted(part))", part.contributions))
    }
    let rest = parts.dropFirst(max(0, top))
    if !rest.isEmpty {
      let sums = names.indices.map { head in rest.reduce(Float(0)) { $0 + $1.contributions[head] } }
      lines.append(row("\(rest.count) smaller parts", sums))
    }
    lines.append(row("sum: the logits", explanation.logits))
    let unseen = explanation.parts.filter { $0.kind == .unseen }.map(\.text)
    if !unseen.isEmpty { lines.append("never seen in training: \(unseen.prefix(20).joined(separator: " "))") }
    return lines.joined(separator: "\n")
  }

  private static func quoted(_ part: Explanation.Part) -> String {
    part.kind == .word || part.kind == .pair
      ? "\"\(part.text.split(whereSeparator: \.isNewline).joined(separator: " "))\"" : part.text
  }

  private static func signed(_ value: Float) -> String {
    (value < 0 ? "" : "+") + Manifest.text(Double(value))
  }

  private static func json(_ explanation: Explanation, _ router: Router) -> [UInt8] {
    var writer = JSONWriter()
    func numbers(_ values: [Float]) {
      writer.beginObject()
      for (model, value) in zip(router.models, values) {
        writer.key(model.name)
        writer.number(Double(value))
      }
      writer.endObject()
    }
    writer.beginObject()
    writer.key("decision")
    let line = DecisionLine(router)
    writer.raw(line.bytes(explanation.decision).dropLast())
    writer.key("logits")
    numbers(explanation.logits)
    writer.key("parts")
    writer.beginArray()
    for part in explanation.parts {
      writer.beginObject()
      writer.key("text")
      writer.string(part.text)
      writer.key("kind")
      writer.string(part.kind.rawValue)
      writer.key("contributions")
      numbers(part.contributions)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}
