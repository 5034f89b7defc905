import GRDB
import GatewayAccounts
import GatewayMoney

/// The columns of `attempts` beside its key, in the order in which they are written and read.
enum AttemptColumns {
  static let all = [
    "tier", "model", "upstream", "status", "outcome", "reason", "score", "input", "cached_input",
    "cache_write",
    "output",
    "reasoning", "cost", "first_byte", "total", "array",
  ]

  /// The same to read: a store that no gateway has opened since lacks the newest, which is nil in each of its rows.
  static func readable(_ database: Database) throws -> [String] {
    let present = Set(try database.columns(in: "attempts").map(\.name))
    return all.map { present.contains($0) ? $0 : "NULL" }
  }

  static func values(
    _ attempt: AttemptRecord, request: Int64, position: Int
  ) -> [(any DatabaseValueConvertible)?] {
    [
      request, position, attempt.tier, attempt.model, attempt.upstream, attempt.status, attempt.outcome,
      attempt.reason, attempt.score, attempt.usage?.input, attempt.usage?.cachedInput,
      attempt.usage?.cacheWrite,
      attempt.usage?.output, attempt.usage?.reasoning, attempt.cost.picodollars, attempt.firstByte,
      attempt.total, attempt.array,
    ]
  }

  static func attempt(_ row: Row, from start: Int) -> AttemptRecord {
    let input: Int? = row[start + 7]
    return AttemptRecord(
      tier: row[start] ?? 0, model: row[start + 1] ?? "", upstream: row[start + 2] ?? "",
      status: row[start + 3],
      outcome: row[start + 4] ?? "", reason: row[start + 5], score: row[start + 6],
      usage: input.map {
        TokenUsage(
          input: $0, cachedInput: row[start + 8] ?? 0, cacheWrite: row[start + 9] ?? 0,
          output: row[start + 10] ?? 0, reasoning: row[start + 11] ?? 0)
      },
      cost: Money(picodollars: row[start + 12] ?? 0), firstByte: row[start + 13], total: row[start + 14] ?? 0,
      array: row[start + 15])
  }
}
