import Dispatch
import GRDB
import Synchronization

/// Takes entries at once into a journal file, and moves them into the database in the background.
///
/// A commit to SQLite writes some ten pages' worth of calls and wakes two threads: 120 µs of processor time for one
/// record, and a stall whenever the log is checkpointed. So a record is acknowledged when it is in the journal, by one
/// call to the system on the caller's own thread: killing the process loses nothing. Every 100 ms all that came is
/// committed in one transaction (group commit), which costs a tenth a record, and the journal is cleared. There are two
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
    var isScheduled = false
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
  static let delay = DispatchTimeInterval.milliseconds(100)

  let queue: DatabaseQueue
  let state: Mutex<State>
  private let thread = DispatchQueue(label: "triage.store.writer", qos: .utility)
  /// Taken from `pending` and not yet committed; the writer's thread alone touches it.
  private let committing = Mutex<[Pending]>([])

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
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if starts == true { thread.asyncAfter(deadline: .now() + Writer.delay) { self.drain() } }
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

extension Writer.State {
  /// Appends to the file that takes entries; nil, or why it cannot be.
  mutating func take(_ bytes: [UInt8]) -> String? {
    if isClosed { return "the store is closed" }
    guard waiting < Writer.limit, waitingBytes + bytes.count <= Writer.byteLimit else {
      return counters.lastError ?? "too many records wait to be written"
    }
    if let reason = takesSecond ? second.append(bytes) : first.append(bytes) { return reason }
    waiting += 1
    waitingBytes += bytes.count
    counters.longestQueue = max(counters.longestQueue, waiting)
    return nil
  }
}

extension Writer {
  /// Commits all that waits now, what an earlier failure left first. On the writer's thread.
  private func drain() {
    if committing.withLock({ !$0.isEmpty }), !commitTaken() { return retry() }
    committing.withLock { $0 = turn() }
    if !commitTaken() { retry() }
  }

  /// Whether all that was taken is committed, and the file that held it clear.
  private func commitTaken() -> Bool {
    var rest = committing.withLock { $0[...] }
    guard !rest.isEmpty else { return true }
    while !rest.isEmpty {
      let part = rest.prefix(Writer.share)
      do {
        finish(part, try commit(part.map(\.entry)))
        rest = rest.dropFirst(part.count)
      } catch {
        committing.withLock { $0 = fail(rest, error) }
        return false
      }
    }
    committing.withLock { $0 = [] }
    state.withLock { if $0.takesSecond { $0.first.clear() } else { $0.second.clear() } }
    return true
  }

  /// Another try after a while, one at a time.
  private func retry() {
    let starts = state.withLock { state in
      defer { state.isRetrying = true }
      return !state.isRetrying && !state.isClosed
    }
    guard starts else { return }
    thread.asyncAfter(deadline: .now() + Writer.delay) {
      self.state.withLock { $0.isRetrying = false }
      self.drain()
    }
  }

  /// What came since; from now on the other file takes entries, which is empty.
  private func turn() -> [Pending] {
    state.withLock { state in
      state.isScheduled = false
      guard !state.pending.isEmpty else { return [] }
      state.takesSecond.toggle()
      defer { state.pending = [] }
      return state.pending
    }
  }

  /// One transaction: rows changed for each entry, nil for one that the tables will never take.
  private func commit(_ entries: [Entry]) throws -> [Written] {
    try queue.writeWithoutTransaction { database in
      var rows: [Written] = []
      rows.reserveCapacity(entries.count)
      try database.inTransaction(.immediate) {
        let batch = Batch(database: database)
        for entry in entries {
          do {
            rows.append(try batch.write(entry))
          } catch let error as DatabaseError where Writer.isHopeless(error) {
            rows.append(nil)
          }
        }
        return .commit
      }
      return rows
    }
  }

  /// Whether trying again cannot help: the entry itself is wrong, and must not hold up those behind it.
  private static func isHopeless(_ error: DatabaseError) -> Bool {
    [.SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH].contains(error.resultCode)
  }

  private func finish(_ entries: ArraySlice<Pending>, _ rows: [Written]) {
    state.withLock { state in
      state.waiting -= entries.count
      state.waitingBytes -= entries.reduce(0) { $0 + $1.bytes }
      state.counters.transactions += 1
      state.counters.isFailing = false
      for (pending, rows) in zip(entries, rows) where rows == nil && pending.done == nil {
        state.counters.written -= 1
        state.counters.failed += 1
      }
    }
    for (pending, rows) in zip(entries, rows) { pending.done?.resume(returning: rows) }
  }

  /// Tells those that wait for an outcome, also those that came since, and keeps the others for the next time.
  private func fail(_ entries: ArraySlice<Pending>, _ error: any Error) -> [Pending] {
    let asked = state.withLock { state in
      let asked = (entries + state.pending).filter { $0.done != nil }
      state.pending.removeAll { $0.done != nil }
      state.waiting -= asked.count
      state.counters.retries += 1
      state.counters.lastError = Connection.reason(error)
      state.counters.isFailing = true
      return asked
    }
    for pending in asked { pending.done?.resume(returning: nil) }
    return entries.filter { $0.done == nil }
  }

  /// Commits what both files of the last process hold, in the order in which it was taken.
  private func recover() throws(StoreError) {
    var left = try state.withLock { state throws(StoreError) in
      try state.first.entries() + state.second.entries()
    }
    left.sort { $0.number < $1.number }
    let entries = left.compactMap { try? EntryCodec.entry($0.content) }
    do {
      _ = try commit(entries)
    } catch {
      throw StoreError("cannot write to the traffic store: \(Connection.reason(error))")
    }
    state.withLock { state in
      state.number = left.last?.number ?? 0
      state.counters.recovered = entries.count
      state.first.clear()
      state.second.clear()
    }
  }
}
