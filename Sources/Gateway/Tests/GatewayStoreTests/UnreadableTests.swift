import Foundation
import GatewayAccounts
import Testing

@testable import GatewayStore

@Suite("A journal that cannot be read")
struct UnreadableTests {
  private func sealed(_ record: RequestRecord, _ number: UInt64, kind: UInt8? = nil) throws -> [UInt8] {
    var bytes = try #require(EntryCodec.bytes(.record(record), head: JournalFile.head))
    if let kind { bytes[JournalFile.head] = kind }
    JournalFile.seal(&bytes, number: number)
    return bytes
  }

  /// A file of these records, and the length of its first.
  private func entries(_ ids: String...) throws -> (first: Int, file: [UInt8]) {
    let parts = try ids.enumerated().map { try sealed(.full($1), UInt64($0 + 1)) }
    return (parts[0].count, parts.flatMap { $0 })
  }

  private func put(_ bytes: [UInt8], _ path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  private func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  @Test(
    "Entries of an unknown kind are counted, the others committed, and the file kept, never over an earlier one"
  )
  func unknownKind() throws {
    let folder = try TemporaryFolder()
    let journal = folder.store + "-pending-0"
    for round in 1...3 {
      let file =
        try sealed(.full("before\(round)"), 1) + sealed(.full("newer"), 2, kind: 250)
        + sealed(.full("behind\(round)"), 3)
      try put(file, journal)
      let store = try TrafficStore(path: folder.store)
      let kept = round == 1 ? journal + ".unreadable" : journal + ".\(round).unreadable"
      #expect(store.counters.unreadable == 1 && store.counters.recovered == 2)
      #expect(store.counters.keptAside == [kept])
      #expect(try store.reader.record(id: "before\(round)") != nil)
      #expect(try store.reader.record(id: "behind\(round)") != nil)
      #expect(bytes(kept).map { $0 == file } == true)
      // The first one is as it was.
      #expect(bytes(journal + ".unreadable")?.count == file.count)
      // What comes now goes to a new file, whose lock keeps others out.
      #expect(throws: StoreError.self) { try TrafficStore(path: folder.store) }
      store.close()
      #expect(bytes(journal) == nil)
    }
    let clean = try TrafficStore(path: folder.store)
    #expect(clean.counters.unreadable == 0 && clean.counters.keptAside.isEmpty)
    clean.close()
  }

  @Test("A file that was changed in its middle is kept, and what it had before is committed")
  func damaged() throws {
    let folder = try TemporaryFolder()
    let journal = folder.store + "-pending-1"
    var (first, file) = try entries("a", "b", "c")
    file[first + 60] ^= 1
    try put(file, journal)
    let store = try TrafficStore(path: folder.store)
    #expect(store.counters.recovered == 1 && store.counters.unreadable == 1)
    #expect(store.counters.keptAside == [journal + ".unreadable"])
    #expect(bytes(journal + ".unreadable").map { $0 == file } == true)
    store.close()
  }

  @Test("An entry that a kill cut off is nothing to speak of")
  func torn() throws {
    let folder = try TemporaryFolder()
    let journal = folder.store + "-pending-0"
    let (first, file) = try entries("a", "b")
    for length in [first + 3, first + JournalFile.head, file.count - 1] {
      try put(Array(file[..<length]), journal)
      let store = try TrafficStore(path: folder.store)
      #expect(store.counters.recovered == 1 && store.counters.unreadable == 0)
      #expect(store.counters.keptAside.isEmpty)
      store.close()
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
          !$0.hasSuffix(".unreadable")
        })
    }
  }
}
