import GRDB
import GatewayAccounts
import GatewayMoney

/// What can wait to be written.
enum Entry: Sendable {
  case record(RequestRecord)
  case pair(ShadowPair)
  case feedback(id: String, caller: String?, score: Double, comment: String?, time: Int64)
  case prune(before: Int64, rows: Int)
}

/// How many rows an entry changed; nil where the transaction failed.
typealias Written = Int?

/// Writes entries inside a transaction that the caller began. Statements are prepared once a connection.
struct Batch {
  let database: Database

  func write(_ entry: Entry) throws -> Int {
    switch entry {
    case .record(let record): try write(record)
    case .pair(let pair): try write(pair)
    case .feedback(let id, let caller, let score, let comment, let time):
      try write(feedback: score, comment, for: id, by: caller, at: time)
    case .prune(let time, let rows): try prune(before: time, rows: rows)
    }
  }

  private func execute(_ sql: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }

  private func write(_ record: RequestRecord) throws -> Int {
    let before = database.lastInsertedRowID
    try execute(Batch.putRequest, RecordColumns.values(record))
    var number = database.lastInsertedRowID
    if number == before {
      // Replaced in place, or inserted under the number that another table's last row happened to have.
      let find = try database.cachedStatement(sql: "SELECT number FROM requests WHERE id = ?")
      number = try Int64.fetchOne(find, arguments: [record.id]) ?? number
      try execute("DELETE FROM attempts WHERE request = ?", [number])
    }
    for (position, attempt) in record.attempts.enumerated() {
      try execute(
        Batch.putAttempt, AttemptColumns.values(attempt, request: number, position: position))
    }
    return 1
  }

  private func write(_ pair: ShadowPair) throws -> Int {
    try execute(
      "INSERT OR REPLACE INTO shadows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        pair.shadow, pair.request, pair.time, pair.agreement, pair.cost.picodollars,
        pair.candidateCost.picodollars,
        pair.isValid, pair.isCandidateValid, pair.total, pair.candidateTotal,
      ])
    return 1
  }

  private func write(
    feedback score: Double, _ comment: String?, for id: String, by caller: String?, at time: Int64
  ) throws -> Int {
    try execute(
      "INSERT OR REPLACE INTO feedback SELECT number, ?, ?, ? FROM requests WHERE id = ? AND caller IS ?",
      [time, score, comment, id, caller])
    return database.changesCount
  }

  private func prune(before time: Int64, rows: Int) throws -> Int {
    let find = try database.cachedStatement(
      sql: "SELECT number FROM requests WHERE time < ? ORDER BY time LIMIT ?")
    let numbers = try Int64.fetchAll(find, arguments: [time, rows])
    for number in numbers {
      try execute("DELETE FROM attempts WHERE request = ?", [number])
      try execute("DELETE FROM feedback WHERE request = ?", [number])
      try execute("DELETE FROM requests WHERE number = ?", [number])
    }
    let room = rows - numbers.count
    guard room > 0 else { return numbers.count }
    try execute(
      """
      DELETE FROM shadows WHERE (shadow, request) IN
        (SELECT shadow, request FROM shadows WHERE time < ? ORDER BY time LIMIT ?)
      """, [time, room])
    return numbers.count + database.changesCount
  }

  /// Inserts, or replaces in place: the index by time is left alone where that is the same.
  private static let putRequest: String = {
    let names = RecordColumns.all.joined(separator: ", ")
    let marks = RecordColumns.all.map { _ in "?" }.joined(separator: ", ")
    let sets = RecordColumns.all.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return "INSERT INTO requests (\(names)) VALUES (\(marks)) ON CONFLICT (id) DO UPDATE SET \(sets)"
  }()

  private static let putAttempt: String = {
    let names = AttemptColumns.all.joined(separator: ", ")
    let marks = AttemptColumns.all.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO attempts (request, position, \(names)) VALUES (?, ?, \(marks))"
  }()
}
