import Synchronization

extension Writer {
  /// Commits what both files of the last process hold, in the order in which it was taken.
  func recover() throws(StoreError) {
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
