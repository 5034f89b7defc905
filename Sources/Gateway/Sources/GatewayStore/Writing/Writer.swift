import Dispatch
import GRDB
import Synchronization

/// Takes entries at once into a journal file, and moves them into the database in the background.
///
/// A commit to SQLite writes some ten pages' worth of calls and wakes two threads: 120 µs of processor time for one
/// record, and a stall whenever the log is checkpointed. So a record is acknowledged when it is in the journal, by one
/// call to the system on the caller's own thread: killing the process loses nothing. Every 250 ms all that came is
/// committed in one transaction (group commit), which costs a tenth a record, and the journal is cleared. The rows are
/// written a few at a time, so that a request that wants the processor never waits for more than those. There are two
/// journal files, so that one takes entries while the other's are committed; a start commits what is left in both, in
/// order. An entry may so be committed twice, which changes nothing: it replaces itself.
///
/// A database that is locked or full is tried again; meanwhile entries gather, up to a limit. A journal that cannot be
/// written fails the entry at once. Nothing here waits for anything longer than a call to the file system.
final class Writer: Sendable {
  struct Pending {
    var entry: Entry
    var bytes = 0
    var done: UnsafeContinuation<Written, Never>?
  }

  struct State: ~Copyable {
    var first: JournalFile
    var second: JournalFile
    var takesSecond = false
    var number: UInt64 = 0
    var pending: [Pending] = []
    /// Entries and bytes that are not in the database, those that are being committed included.
    var waiting = 0
    var waitingBytes = 0
    /// Whether commits go on every 250 ms, and how many of them found nothing.
    var isTicking = false
    var idleTicks = 0
    var isRetrying = false
    var isClosed = false
    var counters = StoreCounters()
  }

  /// The most entries that wait; beyond it an entry fails.
  static let limit = 10_000
  /// The most bytes that wait.
  static let byteLimit = 256 << 20
  /// The most entries of a transaction.
  static let share = 2000
  /// How long entries gather.
  static let delay = DispatchTimeInterval.milliseconds(250)
  /// Entries written at a stretch, some 0.3 ms of work, and the microseconds of rest between two stretches.
  static let step = 8
  static let pause: UInt32 = 500
  /// More entries than this are written without rest: they came faster than 4,000 a second, or could not be written.
  static let backlog = 1000
  /// After so many commits of nothing they end until an entry comes: setting a timer wakes a thread in the middle of the
  /// request that does it.
  static let idleTicks = 8

  let queue: DatabaseQueue
  let state: Mutex<State>
  let thread = DispatchQueue(label: "triage.store.writer", qos: .utility)
  /// Taken from `pending` and not yet committed; the writer's thread alone touches it.
  let committing = Mutex<[Pending]>([])

  /// Commits what the last process left, and takes entries from then on.
  init(queue: DatabaseQueue, journal path: String) throws(StoreError) {
    self.queue = queue
    let first = try JournalFile(path + "-pending-0")
    let second = try JournalFile(path + "-pending-1")
    state = Mutex(State(first: first, second: second))
    try recover()
  }

  /// Takes a record or a pair; true when it is in the journal.
  func take(_ entry: Entry) -> Bool {
    guard var bytes = EntryCodec.bytes(entry, head: JournalFile.head) else { return false }
    let starts = state.withLock { state -> Bool? in
      state.number += 1
      JournalFile.seal(&bytes, number: state.number)
      if let reason = state.take(bytes) {
        state.counters.failed += 1
        state.counters.lastError = reason
        state.counters.isFailing = true
        return nil
      }
      state.counters.written += 1
      state.pending.append(Pending(entry: entry, bytes: bytes.count))
      state.idleTicks = 0
      defer { state.isTicking = true }
      return !state.isTicking
    }
    if starts == true { thread.asyncAfter(deadline: .now() + Writer.delay) { self.tick() } }
    return starts != nil
  }

  /// Does something in the database, after all that was taken before; how many rows it changed, or nil where it failed.
  func perform(_ entry: Entry) async -> Written {
    await withUnsafeContinuation { done in
      let isTaken = state.withLock { state in
        guard !state.isClosed, state.waiting < Writer.limit else { return false }
        state.waiting += 1
        state.pending.append(Pending(entry: entry, done: done))
        return true
      }
      guard isTaken else { return done.resume(returning: nil) }
      thread.async { self.drain() }
    }
  }

  /// Commits what was taken; whether all of it is in the database.
  func flush() async -> Bool {
    await withCheckedContinuation { done in
      thread.async {
        self.drain()
        done.resume(returning: self.state.withLock { $0.waiting == 0 })
      }
    }
  }

  /// What became of the entries.
  var counters: StoreCounters {
    state.withLock { state in
      var counters = state.counters
      counters.waiting = state.waiting
      return counters
    }
  }

  /// Takes nothing more and commits what was taken; what cannot be committed stays in the journal for the next start.
  func close() {
    state.withLock { $0.isClosed = true }
    thread.sync { drain() }
    state.withLock { state in
      state.first.release()
      state.second.release()
    }
  }
}
