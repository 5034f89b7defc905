import Dispatch
import GRDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Writer {
  /// Commits what has gathered, and comes again while there is something. On the writer's thread.
  func tick() {
    drain(inSteps: true)
    let goesOn = state.withLock { state in
      state.idleTicks += 1
      state.isTicking = state.idleTicks <= Writer.idleTicks && !state.isClosed
      return state.isTicking
    }
    if goesOn { thread.asyncAfter(deadline: .now() + Writer.delay) { self.tick() } }
  }

  /// Commits all that waits now, what an earlier failure left first. On the writer's thread.
  func drain(inSteps: Bool = false) {
    if committing.withLock({ !$0.isEmpty }), !commitTaken(inSteps) { return retry() }
    committing.withLock { $0 = turn() }
    if !commitTaken(inSteps) { retry() }
  }

  /// Whether all that was taken is committed, and the file that held it clear.
  private func commitTaken(_ inSteps: Bool) -> Bool {
    var rest = committing.withLock { $0[...] }
    guard !rest.isEmpty else { return true }
    while !rest.isEmpty {
      let part = rest.prefix(Writer.share)
      do {
        finish(part, try commit(part.map(\.entry), inSteps: inSteps))
        rest = rest.dropFirst(part.count)
      } catch {
        let left = fail(rest, error)
        committing.withLock { $0 = left }
        // Only those that somebody waited for have failed: the file holds nothing more that is not committed, and would
        // put old rows back over newer ones at the next start.
        guard left.isEmpty else { return false }
        break
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
      guard !state.pending.isEmpty else { return [] }
      state.takesSecond.toggle()
      defer { state.pending = [] }
      return state.pending
    }
  }

  /// One transaction: rows changed for each entry, nil for one that the tables will never take.
  ///
  /// - Parameter inSteps: whether to leave the processor to others now and then; a backlog is written without.
  func commit(_ entries: [Entry], inSteps: Bool = false) throws -> [Written] {
    let step = inSteps && entries.count <= Writer.backlog ? Writer.step : .max
    return try queue.writeWithoutTransaction { database in
      var rows: [Written] = []
      rows.reserveCapacity(entries.count)
      try database.inTransaction(.immediate) {
        let batch = Batch(database: database)
        for (place, entry) in entries.enumerated() {
          if place % step == step - 1 { usleep(Writer.pause) }
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
}
