import GRDB
import GatewayAccounts
import GatewayMoney
import GatewayStore
import Testing

@Suite("What was written is read back")
struct RoundTripTests {
  @Test("Every field of a record and of its attempts")
  func wholeRecord() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    let record = RequestRecord.full("r1")
    #expect(await store.write(record))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "r1") == record)
    let bare = RequestRecord(id: "r2", time: 5)
    #expect(await store.write(bare))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "r2") == bare)
    #expect(try store.reader.record(id: "r3") == nil)
    #expect(await store.write(RequestRecord(id: "r3", time: 5, user: "a\0b", prompt: "c\0d")))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "r3")?.user == "a\u{FFFD}b")
    #expect(try store.reader.record(id: "r3")?.prompt == "c\u{FFFD}d")
    #expect(store.counters.written == 3)
    store.close()
  }

  @Test(
    "A record replaces the one of its id, attempts included, also after feedback took the same row number")
  func replacing() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    var record = RequestRecord.full("r1")
    record.state = RequestRecord.State.streaming
    #expect(await store.write(record))
    #expect(await store.write(RequestRecord.full("r2")))
    #expect(try await store.feedback(id: "r1", by: "web", score: 1))
    record.state = RequestRecord.State.served
    record.attempts.removeFirst()
    record.sumCost()
    #expect(await store.write(record))
    #expect(await store.write(RequestRecord.full("r3")))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "r1") == record)
    #expect(try store.reader.record(id: "r2") == RequestRecord.full("r2"))
    #expect(try store.reader.record(id: "r3") == RequestRecord.full("r3"))
    #expect(try store.reader.latest(10).count == 3)
    store.close()
  }

  @Test("A stream that the process's end cut off is interrupted at the next start; the rest is as it was")
  func interrupted() async throws {
    let folder = try TemporaryFolder()
    var store = try TrafficStore(path: folder.store)
    var streaming = RequestRecord.full("s")
    streaming.state = RequestRecord.State.streaming
    #expect(await store.write(streaming))
    #expect(await store.write(RequestRecord.full("t")))
    store.close()
    store = try TrafficStore(path: folder.store)
    #expect(try store.reader.record(id: "s")?.state == RequestRecord.State.interrupted)
    #expect(try store.reader.record(id: "t") == RequestRecord.full("t"))
    store.close()
    #expect(await store.write(RequestRecord.full("u")) == false)
  }

  @Test("Many writers at once share transactions, and none is lost")
  func groupCommit() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<3000 {
        group.addTask { await store.write(RequestRecord.full("r\(number)", time: Int64(number))) }
      }
      for await isWritten in group { #expect(isWritten) }
    }
    #expect(store.counters.written == 3000)
    #expect(store.counters.transactions < 100)
    var ids: Set<String> = []
    #expect(await store.flush())
    try store.reader.records { ids.insert($0.id) }
    #expect(ids.count == 3000)
    store.close()
  }

  @Test("A store from before arrays is read as it is, and gets their column when it is next written to")
  func olderStore() async throws {
    let folder = try TemporaryFolder()
    var store = try TrafficStore(path: folder.store)
    let record = RequestRecord.full("r1")
    #expect(await store.write(record))
    #expect(await store.flush())
    store.close()
    let queue = try DatabaseQueue(path: folder.store)
    try await queue.write { database in
      try database.execute(
        sql: """
          ALTER TABLE attempts DROP COLUMN array;
          DELETE FROM grdb_migrations WHERE identifier LIKE '2:%'
          """)
    }
    try queue.close()
    var old = record
    for index in old.attempts.indices { old.attempts[index].array = nil }
    #expect(try TrafficReader(path: folder.store).record(id: "r1") == old)
    store = try TrafficStore(path: folder.store)
    #expect(try store.reader.record(id: "r1") == old)
    #expect(await store.write(record))
    #expect(await store.flush())
    #expect(try store.reader.record(id: "r1") == record)
    store.close()
  }
}
