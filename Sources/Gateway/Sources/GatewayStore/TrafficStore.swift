public import GatewayAccounts
import GRDB

/// The traffic on disk: requests with their attempts, feedback and shadow pairs, in one SQLite file.
///
/// One process writes to it; any may read it meanwhile with a ``TrafficReader``. A write returns when its transaction
/// is committed to the file's write-ahead log, so that killing the process loses nothing that was acknowledged (a power
/// cut may lose the last moments, never the file: `synchronous=NORMAL`). No error ever reaches a request: what could not
/// be written is counted.
public final class TrafficStore: Sendable {
  /// Its queries.
  public let reader: TrafficReader
  /// The file.
  public let path: String
  let writer: Writer

  /// Opens the store and makes it where there is none. Streams that were under way when the last process ended become
  /// `interrupted`.
  ///
  /// - Throws: one clear line where the file can be neither opened nor made, or is no database.
  public init(path: String) throws(StoreError) {
    let queue = try Connection.writer(path)
    self.path = path
    self.writer = Writer(queue: queue, checkpoints: Checkpoints(queue: try Connection.maintenance(path)))
    self.reader = try TrafficReader(path: path)
  }

  /// Writes a record in place of the one of its id, if there is one. True when it is committed; false when it is not
  /// and will not be: the disk is full, the database was locked for 50 ms, or 10,000 entries wait already. Never throws,
  /// and answers within about 100 ms in any case.
  public func write(_ record: RequestRecord) async -> Bool { await writer.write(.record(record)) != nil }

  /// Writes a row of a shadow comparison; true and false as in ``write(_:)-(RequestRecord)``.
  public func write(_ pair: ShadowPair) async -> Bool { await writer.write(.pair(pair)) != nil }

  /// Notes how good an answer was, 0…1; the last word on a request counts.
  ///
  /// - Returns: Whether there is such a request.
  /// - Throws: where the score is no number in 0…1, or the store cannot write.
  public func feedback(
    id: String, score: Double, comment: String? = nil, time: Int64 = WallClock.microseconds()
  ) async throws(StoreError) -> Bool {
    guard (0...1).contains(score) else { throw StoreError("a score is a number from 0 to 1, not \(score)") }
    guard let rows = await writer.write(.feedback(id: id, score: score, comment: comment, time: time)) else {
      throw StoreError("the traffic store cannot be written: \(counters.lastError ?? "it is busy")")
    }
    return rows > 0
  }

  /// What became of the writes since the store was opened.
  public var counters: StoreCounters { writer.counters }

  /// Deletes what is older than a moment (microseconds since 1970), 50 rows at a time between other writes, with a
  /// breath after each. SQLite reuses the room; the file does not shrink.
  ///
  /// - Returns: How many requests and shadow pairs are gone; it ends early where a write fails or the task is cancelled.
  public func prune(before time: Int64) async -> Int {
    var gone = 0
    while !Task.isCancelled, let rows = await writer.write(.prune(before: time, rows: 50)), rows > 0 {
      gone += rows
      try? await Task.sleep(for: .milliseconds(5))
    }
    return gone
  }

  /// Writes what waits, then closes. Later writes return false.
  public func close() {
    writer.close()
    writer.checkpoints.close()
    reader.close()
    try? writer.queue.close()
  }
}
