import GRDB
import GatewayAccounts
import GatewayMoney

/// The columns of `requests` beside its number, in the order in which records are written and read.
enum RecordColumns {
  static let light = [
    "id", "time", "state", "endpoint", "caller", "user", "feature", "conversation", "query_type",
    "requested_model", "tier", "tier_name", "model", "learned_tier", "sufficiency", "band", "evidence",
    "cause",
    "trail", "router", "propensity", "input", "cached_input", "cache_write", "output", "reasoning", "cost",
    "baseline_cost", "baseline", "first_byte", "total", "status", "rules", "is_shadow", "shadow",
  ]
  static let content = ["features", "prompt", "answer"]
  static let all = light + content

  /// A record's values in the order of ``all``.
  static func values(_ record: RequestRecord) -> [(any DatabaseValueConvertible)?] {
    [
      record.id, record.time, record.state, record.endpoint, record.caller, text(record.user),
      text(record.feature), text(record.conversation), record.queryType, record.requestedModel, record.tier,
      record.tierName,
      record.model,
      record.learnedTier, record.sufficiency, record.band, record.evidence, record.cause, lines(record.trail),
      record.router, record.propensity, record.usage.input, record.usage.cachedInput, record.usage.cacheWrite,
      record.usage.output, record.usage.reasoning, record.cost.picodollars, record.baselineCost.picodollars,
      record.baseline, record.firstByte, record.total, record.status, lines(record.rules), record.isShadow,
      record.shadow, record.features.map(Blob.init), text(record.prompt), text(record.answer),
    ]
  }

  /// The record of a row that holds ``light`` from column `start` on, and ``content`` after it where asked for.
  static func record(_ row: Row, from start: Int, content: Bool) -> RequestRecord {
    var next = start
    func column<Value: DatabaseValueConvertible & StatementColumnConvertible>() -> Value? {
      defer { next += 1 }
      return row[next]
    }
    func text() -> String { column() ?? "" }
    func number() -> Int { column() ?? 0 }
    func wide() -> Int64 { column() ?? 0 }
    // Swift evaluates arguments from left to right: the order of `light`.
    var record = RequestRecord(
      id: text(), time: wide(), state: text(), endpoint: text(), caller: column(), user: column(),
      feature: column(), conversation: column(), queryType: text(), requestedModel: text(), tier: column(),
      tierName: column(), model: column(), learnedTier: column(), sufficiency: column(), band: column(),
      evidence: column(), cause: text(), trail: list(column()), router: column(), propensity: column(),
      usage: TokenUsage(
        input: number(), cachedInput: number(), cacheWrite: number(), output: number(), reasoning: number()),
      cost: Money(picodollars: wide()), baselineCost: Money(picodollars: wide()), baseline: column(),
      firstByte: column(), total: wide(), status: number(), rules: list(column()), isShadow: number() != 0,
      shadow: column())
    if content {
      let blob: Blob? = column()
      record.features = blob?.bytes
      record.prompt = column()
      record.answer = column()
    }
    return record
  }

  /// A caller's text as SQLite's C strings can hold it: a NUL would end it, so U+FFFD stands there.
  private static func text(_ text: String?) -> String? {
    guard let text, text.utf8.contains(0) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
  }

  /// One entry a line; nil for none.
  static func lines(_ entries: [String]) -> String? {
    guard !entries.isEmpty else { return nil }
    return entries.map { entry in
      entry.utf8.contains(0x0A) ? String(entry.map { $0.isNewline ? " " : $0 }) : entry
    }.joined(separator: "\n")
  }

  static func list(_ lines: String?) -> [String] {
    guard let lines else { return [] }
    return lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
