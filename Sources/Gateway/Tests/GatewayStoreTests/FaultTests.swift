import Foundation
import GRDB
import GatewayAccounts
import GatewayTestSupport
import Testing

@testable import GatewayStore

@Suite("A disk or a database that takes nothing")
struct FaultTests {
  /// Waits until all that was taken is in the database.
  private func committed(_ store: TrafficStore) async throws {
    _ = try await eventually("the commit") { store.counters.waiting == 0 ? true : nil }
  }

  /// Another connection, which may keep a transaction open.
  private func locker(_ path: String) throws -> DatabaseQueue {
    var configuration = GRDB.Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// The time that a write took, and its outcome.
  private func timed(_ store: TrafficStore, _ id: String) async -> (isWritten: Bool, time: Duration) {
    let start = ContinuousClock.now
    let isWritten = await store.write(RequestRecord.full(id))
    return (isWritten, .now - start)
  }

  @Test("A lock held elsewhere delays no write; what came meanwhile is in the database once it is gone")
  func locked() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    let other = try locker(folder.store)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    var times: [Duration] = []
    for number in 0..<100 {
      let (isWritten, time) = await timed(store, "r\(number)")
      #expect(isWritten)
      times.append(time)
    }
    // One may wait for the processor; not half of them for as long as SQLite waits for a lock.
    #expect(times.sorted()[50] < .seconds(Connection.patience))
    #expect(await store.flush() == false)
    #expect(store.counters.isFailing)
    #expect(store.counters.waiting == 100)
    #expect(store.counters.retries > 0)
    #expect(store.counters.lastError?.contains("locked") == true)
    await #expect(throws: StoreError.self) { try await store.feedback(id: "r1", by: "web", score: 1) }
    #expect(store.counters.waiting == 100)
    #expect(try store.reader.latest(10).isEmpty)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try await committed(store)
    #expect(!store.counters.isFailing)
    #expect(try store.reader.latest(1000).count == 100)
    #expect(store.counters.failed == 0)
    store.close()
  }

  @Test("A full database keeps entries in the journal until there is room")
  func full() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    let pages = try await store.writer.queue.writeWithoutTransaction { database in
      try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    }
    func allow(_ count: Int) async throws {
      try await store.writer.queue.writeWithoutTransaction { database in
        _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(count)")
      }
    }
    try await allow(pages)
    for number in 0..<500 { #expect(await store.write(RequestRecord.full("r\(number)"))) }
    #expect(await store.flush() == false)
    #expect(store.counters.lastError?.contains("full") == true)
    try await allow(1 << 20)
    try await committed(store)
    #expect(try store.reader.latest(1000).count == 500)
    store.close()
  }

  @Test("A database that may not be written keeps entries in the journal until it may")
  func readOnly() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    try await store.writer.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
    #expect(await store.write(RequestRecord.full("r")))
    #expect(await store.flush() == false)
    try await store.writer.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 0") }
    try await committed(store)
    store.close()
  }

  @Test("Beyond the limit writes fail at once and are counted, and the store takes them again afterwards")
  func limit() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    let other = try locker(folder.store)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    for number in 0..<Writer.limit { #expect(await store.write(RequestRecord(id: "r\(number)", time: 1))) }
    #expect(await store.write(RequestRecord(id: "late", time: 1)) == false)
    #expect(store.counters.failed == 1)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    try await committed(store)
    #expect(await store.write(RequestRecord(id: "later", time: 1)))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "late") == nil)
    #expect(try store.reader.record(id: "later") != nil)
    #expect(store.counters.written == Writer.limit + 1)
    store.close()
  }

  @Test(
    "What was acknowledged and not committed when the process ended is there after the next start, in its order"
  )
  func recovery() async throws {
    let folder = try TemporaryFolder()
    var store: TrafficStore? = try TrafficStore(path: folder.store)
    let other = try locker(folder.store)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    var streaming = RequestRecord.full("a")
    streaming.state = RequestRecord.State.streaming
    #expect(await store?.write(streaming) == true)
    // The first entry is taken from the one file for a commit that fails; the rest come to the other file.
    #expect(await store?.flush() == false)
    #expect(await store?.write(RequestRecord.full("a")) == true)
    streaming.id = "b"
    #expect(await store?.write(streaming) == true)
    let pair = ShadowPair(request: "a", shadow: "s", time: 1, agreement: 1, isValid: true)
    #expect(await store?.write(pair) == true)
    store?.close()  // cannot commit either: as good as a kill for the journal
    store = nil
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    let next = try TrafficStore(path: folder.store)
    #expect(next.counters.recovered == 4)
    #expect(try next.reader.record(id: "a") == RequestRecord.full("a"))
    #expect(try next.reader.record(id: "b")?.state == RequestRecord.State.interrupted)
    #expect(try next.reader.shadowComparisons().map(\.pairs) == [1])
    next.close()
    #expect(!FileManager.default.fileExists(atPath: folder.store + "-pending-0"))
  }

  @Test("A store that cannot be opened says so in one line, and a second process is kept out")
  func opening() throws {
    let folder = try TemporaryFolder()
    let garbage = folder.path + "/garbage"
    try Data(repeating: 7, count: 10_000).write(to: URL(fileURLWithPath: garbage))
    let paths = [folder.path + "/none/traffic.sqlite", folder.path, garbage, "/proc/traffic.sqlite"]
    for path in paths {
      let error = #expect(throws: StoreError.self) { try TrafficStore(path: path) }
      #expect(error?.description.contains(path) == true)
      #expect(error?.description.contains("\n") == false)
    }
    #expect(throws: StoreError.self) { try TrafficReader(path: folder.store) }
    let store = try TrafficStore(path: folder.store)
    let error = #expect(throws: StoreError.self) { try TrafficStore(path: folder.store) }
    #expect(error?.description.contains("another process") == true)
    #expect(throws: Never.self) { try TrafficReader(path: folder.store).close() }
    let mode = try FileManager.default.attributesOfItem(atPath: folder.store)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    store.close()
  }

  @Test(
    "A folder that may not be written is refused with one line",
    .enabled(if: geteuid() != 0, "root may write"))
  func readOnlyFolder() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    #expect(throws: StoreError.self) { try TrafficStore(path: folder.store) }
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
  }
}
