public import GatewayAccounts
public import GatewayMoney
import GRDB

/// Queries on a traffic store; it cannot change it, and may run beside the process that writes.
///
/// It sees what is in the database: a record gets there within 250 ms of being acknowledged, and after a kill of the
/// writing process at that process's next start.
public final class TrafficReader: Sendable {
  let queue: DatabaseQueue

  /// Opens a store to read it.
  ///
  /// - Throws: one clear line where there is none.
  public init(path: String) throws(StoreError) { self.queue = try Connection.reader(path) }

  /// Closes the file; later queries throw.
  public func close() { try? queue.close() }

  /// Runs a query, its error in one line.
  func read<Value>(_ query: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try queue.read(query)
    } catch {
      throw Connection.failure("the traffic store cannot be read", error)
    }
  }

  /// What was spent since a moment (microseconds since 1970), by clock hour, user, feature and the attempts' tier; for
  /// ``GatewayAccounts/Ledger/restore(_:of:)``. Shadows are left out.
  public func spent(since time: Int64) throws(StoreError) -> [SpentSum] {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT r.time / 3600000000, r.user, r.feature, a.tier, SUM(a.cost)
          FROM requests r JOIN attempts a ON a.request = r.number
          WHERE r.time >= ? AND NOT r.is_shadow GROUP BY 1, 2, 3, 4
          """, arguments: [time])
      var sums: [SpentSum] = []
      while let row = try rows.next() {
        sums.append(
          SpentSum(
            hour: row[0], user: row[1], feature: row[2], tier: row[3], cost: Money(picodollars: row[4])))
      }
      return sums
    }
  }

  /// What each shadow spent since a moment, for ``GatewayAccounts/Ledger/restoreShadow(_:spent:)``.
  public func shadowSpent(since time: Int64) throws(StoreError) -> [String: Money] {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: "SELECT shadow, SUM(cost) FROM requests WHERE time >= ? AND is_shadow GROUP BY shadow",
        arguments: [time])
      var sums: [String: Money] = [:]
      while let row = try rows.next() { sums[row[0] ?? "", default: .zero] += Money(picodollars: row[1]) }
      return sums
    }
  }
}
