import Triage
import TriageRecords

/// Writes one decision as a line of JSON.
///
/// What does not depend on the prompt, names, keys and the router's identity, is made into bytes once.
struct DecisionLine: Sendable {
  /// `"tier":0,"model":"small","sufficiency":`, by tier and model.
  private let heads: [[[UInt8]]]
  /// `{"small":`, `,"large":`: before the number of each model, and of each tier.
  private let models: [[UInt8]]
  private let tiers: [[UInt8]]
  private let tail: [UInt8]

  init(_ router: Router) {
    let names = router.models.map(\.name)
    heads = router.policy.tiers.indices.map { tier in
      names.map { name in
        var writer = JSONWriter()
        writer.key("tier")
        writer.number(tier)
        writer.key("model")
        writer.string(name)
        writer.key("sufficiency")
        return writer.bytes
      }
    }
    models = Self.keys(names)
    tiers = Self.keys(router.policy.tiers.map(\.name))
    var writer = JSONWriter()
    writer.key("router")
    writer.string(router.identity.description)
    writer.endObject()
    writer.endLine()
    tail = writer.bytes
  }

  /// The line, newline included.
  func bytes(_ decision: Decision) -> [UInt8] {
    var output: [UInt8] = []
    append(decision, id: nil, to: &output)
    return output
  }

  /// Appends the line, newline included.
  ///
  /// - Parameter id: a string, a number or true and false; anything else is no id. A number keeps its value, not its spelling.
  func append(_ decision: Decision, id: JSONValue?, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    if let id { append(id: id, to: &output) }
    output += heads[decision.tier][decision.model]
    number(decision.sufficiency, decimals: 4, to: &output)
    switch decision.band {
    case .clear: put(#","band":"clear","evidence":"#, to: &output)
    case .inside: put(#","band":"inside","evidence":"#, to: &output)
    }
    number(decision.evidence, decimals: 4, to: &output)
    if let interval = decision.interval {
      put(#","interval":["#, to: &output)
      number(interval.low, decimals: 4, to: &output)
      output.append(UInt8(ascii: ","))
      number(interval.high, decimals: 4, to: &output)
      output.append(UInt8(ascii: "]"))
    }
    put(#","cause":""#, to: &output)
    output += decision.cause.rawValue.utf8
    put(decision.fits ? #"","scores":"# : #"","fits":false,"scores":"#, to: &output)
    probabilities(decision.scores, models, to: &output)
    put(#","sufficiencies":"#, to: &output)
    probabilities(decision.sufficiencies, tiers, to: &output)
    output.append(UInt8(ascii: ","))
    output += tail
  }

  private func append(id: JSONValue, to output: inout [UInt8]) {
    let isText: Void? = id.withText { text in
      put(#""id":""#, to: &output)
      appendJSONText(text, to: &output)
      put(#"","#, to: &output)
    }
    guard isText == nil, let number = Self.literal(id) else { return }
    put(#""id":"#, to: &output)
    output += number.utf8
    output.append(UInt8(ascii: ","))
  }

  private static func literal(_ id: JSONValue) -> String? {
    id.digits ?? id.number.map { "\($0)" } ?? id.boolean.map { "\($0)" }
  }

  private func probabilities(_ values: Probabilities, _ keys: [[UInt8]], to output: inout [UInt8]) {
    for index in values.indices {
      output += keys[index]
      number(values[index], decimals: 6, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private func number(_ value: Float, decimals: Int, to output: inout [UInt8]) {
    if let short = ShortDecimal(Double(value), decimals: decimals) { return short.append(to: &output) }
    var writer = JSONWriter()
    writer.number(Double(value), decimals: decimals)
    output += writer.bytes
  }

  private func put(_ text: StaticString, to output: inout [UInt8]) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private static func keys(_ names: [String]) -> [[UInt8]] {
    names.enumerated().map { index, name in
      var writer = JSONWriter()
      writer.key(name)
      return [UInt8(ascii: index == 0 ? "{" : ",")] + writer.bytes
    }
  }
}
