import GRDB
import GatewayAccounts

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Opens the database's connections: one that writes, one that reads.
enum Connection {
  /// How long a statement waits for a lock.
  static let patience = 0.05

  /// The connection that writes, its tables made and current.
  static func writer(_ path: String) throws(StoreError) -> DatabaseQueue {
    // The file may hold prompts: nobody else reads it. SQLite gives the files beside it the same mode.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError("cannot open the traffic store \(path): \(String(cString: strerror(errno)))")
    }
    _ = Connection.closed(descriptor)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration("writer"))
      try Schema.migrator.migrate(queue)
      return queue
    } catch {
      throw failure("cannot open the traffic store \(path)", error)
    }
  }

  /// Marks the streams that the end of the last process cut off.
  static func markInterrupted(_ queue: DatabaseQueue, _ path: String) throws(StoreError) {
    do {
      try queue.write { database in
        try database.execute(
          sql: "UPDATE requests SET state = ? WHERE state = 'streaming'",
          arguments: [RequestRecord.State.interrupted])
      }
    } catch {
      throw failure("cannot write to the traffic store \(path)", error)
    }
  }

  /// A connection that cannot write; it sees what was committed when a query began, and never waits for the writer.
  static func reader(_ path: String) throws(StoreError) -> DatabaseQueue {
    guard access(path, R_OK) == 0 else {
      throw StoreError("cannot open the traffic store \(path): \(String(cString: strerror(errno)))")
    }
    var configuration = Configuration()
    configuration.label = "reader"
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let isStore = try queue.read { try $0.tableExists("requests") }
      guard isStore else { throw StoreError("\(path) is not a traffic store", .data) }
      return queue
    } catch let error as StoreError {
      throw error
    } catch {
      throw failure("cannot open the traffic store \(path)", error)
    }
  }

  /// What was attempted, and why it did not succeed.
  static func failure(_ attempt: String, _ error: any Error) -> StoreError {
    StoreError("\(attempt): \(reason(error))", kind(error))
  }

  /// What SQLite blames the content for: a file that is no database or damaged, tables that are not the store's, a value that
  /// no column of its holds. Everything else is between the process and the system.
  private static func kind(_ error: any Error) -> StoreError.Kind {
    if error is RowDecodingError { return .data }
    guard let error = error as? DatabaseError else { return .inputOutput }
    let faults: [ResultCode] = [
      .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_SCHEMA, .SQLITE_MISMATCH,
    ]
    return faults.contains(error.resultCode) ? .data : .inputOutput
  }

  /// One line of what SQLite says.
  static func reason(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    return "\(error.message ?? "\(error.resultCode)") (SQLite \(error.extendedResultCode.rawValue))"
  }

  private static func closed(_ descriptor: CInt) -> CInt { close(descriptor) }

  private static func configuration(_ label: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = label
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { database in
      // A commit is in the file's log once it returns, so no kill of the process loses it; only a power cut may.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    return configuration
  }
}
