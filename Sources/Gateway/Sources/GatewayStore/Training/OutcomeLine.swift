import Foundation
import GatewayAccounts
import GatewayJSON
import GatewayMoney

/// A request as an outcome record: what the trainer reads.
///
/// A model that was not tried, was not reached, or whose answer nobody judged is absent, never 0.
enum OutcomeLine {
  /// The record's object; nil where nothing is known of any answer, or neither prompt nor features were stored.
  static func json(_ record: RequestRecord, _ scores: OutcomeScores) -> JSON? {
    let outcomes = scores.entries.map { JSON.Member($0.attempt.model, json($0)) }
    guard
      let first = record.attempts.first(where: { attempt in outcomes.contains { $0.name == attempt.model } }),
      record.prompt != nil || record.features != nil
    else { return nil }
    var line: [JSON.Member] = []
    func set(_ name: String, _ value: JSON?) {
      if let value { line.append(JSON.Member(name, value)) }
    }
    set("id", .string(record.id))
    set("prompt", record.prompt.map { .string($0) })
    if record.prompt == nil {
      set("features", record.features.map { .string(Data($0).base64EncodedString()) })
    }
    set("domain", .string(record.queryType))
    set("group", record.conversation.map { .string($0) })
    set("timestamp", .string(CalendarDay.stamp(record.time)))
    set("context", .object(context(record)))
    set("outcomes", .object(outcomes))
    set("chosen", .string(first.model))
    // The propensity is that of the first attempt: what stood in for it was not drawn.
    if let propensity = record.propensity, propensity > 0, propensity <= 1,
      first.model == record.attempts.first?.model
    {
      set("propensity", .number("\(propensity)"))
    }
    set("router", record.router.map { .string($0) })
    return .object(line)
  }

  private static func json(_ entry: OutcomeScores.Entry) -> JSON {
    let attempt = entry.attempt
    var members = [JSON.Member("score", .number("\(entry.score)"))]
    if attempt.cost >= .zero { members.append(JSON.Member("cost", .number(attempt.cost.description))) }
    if let usage = attempt.usage {
      members.append(JSON.Member("input_tokens", .number(String(max(0, usage.input)))))
      members.append(JSON.Member("output_tokens", .number(String(max(0, usage.output)))))
    }
    members.append(JSON.Member("latency_ms", .number("\(Double(max(0, attempt.total)) / 1000)")))
    return .object(members)
  }

  private static func context(_ record: RequestRecord) -> [JSON.Member] {
    var members: [JSON.Member] = []
    for (name, value) in [("user", record.user), ("feature", record.feature)] {
      if let value { members.append(JSON.Member(name, .string(value))) }
    }
    members.append(JSON.Member("input_tokens", .number(String(max(0, record.usage.input)))))
    return members
  }
}
