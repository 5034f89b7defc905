public import GatewayAccounts
import GRDB

extension TrafficReader {
  /// The last records by time of arrival, newest first, without content: for a status page.
  public func latest(_ count: Int) throws(StoreError) -> [RequestRecord] {
    var records: [RequestRecord] = []
    try each("ORDER BY r.time DESC, r.number DESC LIMIT ?", [max(0, count)], content: false) {
      records.append($0)
    }
    return records
  }

  /// The record of an id, whole; nil if there is none.
  public func record(id: String) throws(StoreError) -> RequestRecord? {
    var found: RequestRecord?
    try each("WHERE r.id = ?", [id], content: true) { found = $0 }
    return found
  }

  /// Hands over every record that arrived at `from` or later and before `to` (microseconds since 1970), in the order of
  /// arrival, one at a time: memory stays flat. Content (features, prompt, answer) is read only where asked for.
  public func records(
    from: Int64 = .min, to: Int64 = .max, content: Bool = false, _ body: (RequestRecord) throws -> Void
  ) throws(StoreError) {
    try each(
      "WHERE r.time >= ? AND r.time < ? ORDER BY r.time, r.number", [from, to], content: content, body)
  }

  private func each(
    _ rest: String, _ arguments: StatementArguments, content: Bool, _ body: (RequestRecord) throws -> Void
  ) throws(StoreError) {
    let columns = content ? RecordColumns.all : RecordColumns.light
    let names = columns.map { "r.\($0)" }.joined(separator: ", ")
    try read { database in
      let attempts = try AttemptColumns.readable(database).joined(separator: ", ")
      let find = try database.makeStatement(
        sql: "SELECT \(attempts) FROM attempts WHERE request = ? ORDER BY position")
      let rows = try Row.fetchCursor(
        database, sql: "SELECT r.number, \(names) FROM requests r \(rest)", arguments: arguments)
      while let row = try rows.next() {
        var record = RecordColumns.record(row, from: 1, content: content)
        let number: Int64 = row[0]
        let calls = try Row.fetchCursor(find, arguments: [number])
        while let call = try calls.next() { record.attempts.append(AttemptColumns.attempt(call, from: 0)) }
        try body(record)
      }
    }
  }
}
