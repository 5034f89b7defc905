import Dispatch
import GRDB
import Synchronization

/// Moves the write-ahead log into the database, off the write path.
///
/// A checkpoint waits for the disk (two syncs), which would hold up every request that waits for its record. So a
/// second connection makes them, every so many entries; SQLite lets the writer go on meanwhile. The log's file can only
/// be begun anew when everything in it is in the database, and under steady load there is always a little more: when
/// the log has grown long the writer itself, right after a checkpoint, moves the little that is left.
final class Checkpoints: Sendable {
  struct State {
    var entries = 0
    var isRunning = false
    var isDue = false
  }

  /// Entries between two checkpoints.
  static let every = 2000
  /// Pages of the log (4 KB each) from which it is to be begun anew: 64 MB.
  static let longest = 16_384

  private let queue: DatabaseQueue
  private let thread = DispatchQueue(label: "triage.store.checkpoints", qos: .utility)
  private let state = Mutex(State())

  init(queue: DatabaseQueue) { self.queue = queue }

  /// Counts entries that were written and begins a checkpoint when enough are.
  func note(_ entries: Int) {
    let starts = state.withLock { state in
      state.entries += entries
      guard state.entries >= Checkpoints.every, !state.isRunning else { return false }
      state.entries = 0
      state.isRunning = true
      return true
    }
    guard starts else { return }
    thread.async { [self] in
      let pages = try? queue.writeWithoutTransaction { try Checkpoints.pass($0) }
      state.withLock { state in
        state.isRunning = false
        state.isDue = (pages ?? 0) > Checkpoints.longest
      }
    }
  }

  /// Whether the writer should move the rest.
  var isDue: Bool { state.withLock { $0.isDue } }

  /// Moves the rest, on the writer's own connection: nothing is added meanwhile.
  func restart(on database: Database) {
    state.withLock { $0.isDue = false }
    _ = try? Checkpoints.pass(database)
  }

  func close() {
    thread.sync {}
    try? queue.close()
  }

  /// Moves what no reader holds back, waiting for nobody; the log's length in pages.
  private static func pass(_ database: Database) throws -> Int {
    try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(PASSIVE)")?[1] ?? 0
  }
}
