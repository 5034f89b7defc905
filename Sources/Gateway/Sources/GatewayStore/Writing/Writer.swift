import Dispatch
import GRDB
import Synchronization

/// One thread that writes what waits, all of it in one transaction (group commit).
///
/// A single entry is committed at once; while a commit runs, the next ones gather and share the next transaction. So
/// one waits for at most two commits, and the cost of a commit falls as the load rises.
///
/// A failure (a full disk, a lock held elsewhere) fails the entries of that transaction and, for a short pause, all
/// that come: nobody queues up behind a database that does not take anything. The first entry after the pause tries
/// again, so the store recovers by itself.
final class Writer: Sendable {
  struct Waiting {
    var entry: Entry
    var done: UnsafeContinuation<Written, Never>
  }

  struct State {
    var waiting: [Waiting] = []
    var isRunning = false
    var isClosed = false
    var pausedUntil: ContinuousClock.Instant?
    var counters = StoreCounters()
  }

  /// The longest queue; beyond it an entry fails at once.
  static let limit = 10_000
  /// The most entries of one transaction, so that the first of many does not wait for all.
  static let share = 1000
  /// How long entries fail at once after a failed transaction.
  static let pause: Duration = .milliseconds(100)

  let queue: DatabaseQueue
  let checkpoints: Checkpoints
  let state = Mutex(State())
  private let thread = DispatchQueue(label: "triage.store.writer", qos: .userInitiated)

  init(queue: DatabaseQueue, checkpoints: Checkpoints) {
    self.queue = queue
    self.checkpoints = checkpoints
  }

  /// Returns when the entry is in the file (how many rows it changed), or nil when it is not going to be.
  func write(_ entry: Entry) async -> Written {
    await withUnsafeContinuation { done in
      let outcome = state.withLock { state -> (isTaken: Bool, starts: Bool) in
        guard !state.isClosed, state.waiting.count < Writer.limit, !state.isPaused else {
          if state.isClosed { state.counters.lastError = "the store is closed" }
          state.counters.failed += 1
          return (false, false)
        }
        state.waiting.append(Waiting(entry: entry, done: done))
        state.counters.longestQueue = max(state.counters.longestQueue, state.waiting.count)
        defer { state.isRunning = true }
        return (true, !state.isRunning)
      }
      guard outcome.isTaken else { return done.resume(returning: nil) }
      if outcome.starts { thread.async { self.drain() } }
    }
  }

  /// What became of the writes.
  var counters: StoreCounters {
    state.withLock { state in
      var counters = state.counters
      counters.waiting = state.waiting.count
      return counters
    }
  }

  /// Writes what waits and takes nothing more.
  func close() {
    state.withLock { $0.isClosed = true }
    thread.sync { drain() }
  }

  private func drain() {
    while let batch = next() { finish(batch, commit(batch)) }
  }

  private func next() -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isRunning = false
        return nil
      }
      guard state.waiting.count > Writer.share else {
        defer { state.waiting.removeAll(keepingCapacity: true) }
        return state.waiting
      }
      let batch = Array(state.waiting.prefix(Writer.share))
      state.waiting.removeFirst(Writer.share)
      return batch
    }
  }

  private func commit(_ entries: [Waiting]) -> Result<[Int], any Error> {
    Result {
      try queue.writeWithoutTransaction { database in
        if checkpoints.isDue { checkpoints.restart(on: database) }
        var rows: [Int] = []
        rows.reserveCapacity(entries.count)
        try database.inTransaction(.immediate) {
          let batch = Batch(database: database)
          for waiting in entries { rows.append(try batch.write(waiting.entry)) }
          return .commit
        }
        return rows
      }
    }
  }

  private func finish(_ entries: [Waiting], _ result: Result<[Int], any Error>) {
    switch result {
    case .success(let rows):
      state.withLock { state in
        state.counters.written += rows.count
        state.counters.transactions += 1
        state.counters.isFailing = false
      }
      for (waiting, rows) in zip(entries, rows) { waiting.done.resume(returning: rows) }
      checkpoints.note(entries.count)
    case .failure(let error):
      // Those that came meanwhile fail with them: a lock that held for the whole of one wait is likely to hold on.
      let others = state.withLock { state in
        let others = state.waiting
        state.waiting.removeAll()
        state.counters.failed += entries.count + others.count
        state.counters.lastError = Connection.reason(error)
        state.counters.isFailing = true
        state.pausedUntil = .now + Writer.pause
        return others
      }
      for waiting in entries + others { waiting.done.resume(returning: nil) }
    }
  }
}

extension Writer.State {
  /// Whether the pause after a failure lasts; ends it when it is over.
  var isPaused: Bool {
    mutating get {
      guard let end = pausedUntil else { return false }
      if ContinuousClock.now < end { return true }
      pausedUntil = nil
      return false
    }
  }
}
