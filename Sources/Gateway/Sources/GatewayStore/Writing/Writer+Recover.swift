import Synchronization

extension Writer {
  /// Commits what both files of the last process hold, in the order in which it was taken.
  ///
  /// What cannot be read (an entry of a newer version, a disk's fault) is no reason to lose it: its file is kept aside, whole,
  /// once the rest is committed. Brought back under its name while no gateway runs, it is read again at the next start;
  /// entries that were committed before replace themselves.
  func recover() throws(StoreError) {
    let files = try state.withLock { state throws(StoreError) in
      [try state.first.content(), try state.second.content()]
    }
    var unreadable = [0, 0]
    var entries: [(number: UInt64, entry: Entry)] = []
    for (index, file) in files.enumerated() {
      if file.isDamaged { unreadable[index] += 1 }
      for (number, bytes) in file.entries {
        if let entry = try? EntryCodec.entry(bytes) {
          entries.append((number, entry))
        } else {
          unreadable[index] += 1
        }
      }
    }
    entries.sort { $0.number < $1.number }
    do {
      _ = try commit(entries.map(\.entry))
    } catch {
      throw Connection.failure("cannot write to the traffic store", error)
    }
    try state.withLock { state throws(StoreError) in
      if unreadable[0] > 0 { state.counters.keptAside.append(try state.first.setAside()) }
      if unreadable[1] > 0 { state.counters.keptAside.append(try state.second.setAside()) }
      state.number = files.flatMap(\.entries).map(\.number).max() ?? 0
      state.counters.recovered = entries.count
      state.counters.unreadable = unreadable[0] + unreadable[1]
      state.first.clear()
      state.second.clear()
    }
  }
}
