public import GatewayAccounts
import GRDB

/// The traffic on disk: requests with their attempts, feedback and shadow pairs, in one SQLite file.
///
/// One process writes to it; any may read it meanwhile with a ``TrafficReader``. A write returns when the record is in a
/// journal file beside the database, some ten microseconds later; it is in the database within 250 ms, or after the next
/// start. So killing the process loses nothing that was acknowledged, and a locked or full database holds up no request.
/// A power cut may lose the last moments, never the file (`synchronous=NORMAL`).
public final class TrafficStore: Sendable {
  /// Its queries. They see what is in the database: ``flush()`` first to see everything.
  public let reader: TrafficReader
  /// The file.
  public let path: String
  let writer: Writer

  /// Opens the store and makes it where there is none. What the last process left in its journal is committed; its
  /// streams that were under way become `interrupted`.
  ///
  /// - Throws: one clear line where the file can be neither opened nor made, is no database, or is written by another
  ///   process.
  public init(path: String) throws(StoreError) {
    let queue = try Connection.writer(path)
    self.path = path
    self.writer = try Writer(queue: queue, journal: path)
    try Connection.markInterrupted(queue, path)
    self.reader = try TrafficReader(path: path)
  }

  /// Writes a record in place of the one of its id, if there is one. True when it is safe from a kill of the process.
  ///
  /// False, and counted, when it is not and will not be: the disk is full, or the database has taken nothing for so long
  /// that 10,000 entries (or 256 MB) wait. Never throws and never waits for the database; one call to the file system.
  public func write(_ record: RequestRecord) async -> Bool { writer.take(.record(record)) }

  /// Writes a row of a shadow comparison; true and false as for a record.
  public func write(_ pair: ShadowPair) async -> Bool { writer.take(.pair(pair)) }

  /// Moves what was written into the database now.
  ///
  /// - Returns: Whether all of it is there.
  @discardableResult
  public func flush() async -> Bool { await writer.flush() }

  /// Notes how good an answer was, 0…1; the last word on a request counts.
  ///
  /// - Parameter caller: who says so: the name of their key, or nil where none is asked for. Nobody judges what another
  ///   key asked for.
  /// - Returns: Whether there is such a request of that caller's.
  /// - Throws: where the score is no number in 0…1, or the database cannot be written.
  public func feedback(
    id: String, by caller: String? = nil, score: Double, comment: String? = nil,
    time: Int64 = WallClock.microseconds()
  ) async throws(StoreError) -> Bool {
    guard (0...1).contains(score) else { throw StoreError("a score is a number from 0 to 1, not \(score)") }
    let entry = Entry.feedback(id: id, caller: caller, score: score, comment: comment, time: time)
    guard let rows = await writer.perform(entry) else {
      throw StoreError("the traffic store cannot be written: \(counters.lastError ?? "it is busy")")
    }
    return rows > 0
  }

  /// What became of the writes since the store was opened.
  public var counters: StoreCounters { writer.counters }

  /// Deletes what is older than a moment (microseconds since 1970), 200 rows a transaction with a breath after each.
  /// SQLite reuses the room; the file does not shrink.
  ///
  /// - Returns: How many requests and shadow pairs are gone; it ends early where a write fails or the task is cancelled.
  public func prune(before time: Int64) async -> Int {
    var gone = 0
    while !Task.isCancelled, let rows = await writer.perform(.prune(before: time, rows: 200)), rows > 0 {
      gone += rows
      try? await Task.sleep(for: .milliseconds(10))
    }
    return gone
  }

  /// What arrived at `from` or later and before `to`, added up, all that was written before the call included.
  public func report(
    from: Int64 = .min, to: Int64 = .max, by groupings: Set<Report.Grouping> = Set(Report.Grouping.allCases)
  ) async throws(StoreError) -> Report {
    await flush()
    return try reader.report(from: from, to: to, by: groupings)
  }

  /// What was spent since a moment: see ``TrafficReader/spent(since:)``.
  public func spent(since time: Int64) async throws(StoreError) -> [SpentSum] {
    await flush()
    return try reader.spent(since: time)
  }

  /// Commits what waits, then closes. Later writes return false.
  public func close() {
    writer.close()
    reader.close()
    try? writer.queue.close()
  }
}
