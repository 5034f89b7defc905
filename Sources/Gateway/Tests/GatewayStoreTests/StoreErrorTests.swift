import Foundation
import GRDB
import GatewayAccounts
import GatewayStore
import Testing

@Suite("Whose fault a store's error is")
struct StoreErrorTests {
  /// Opens and reads a store.
  private func read(_ path: String) throws {
    let reader = try TrafficReader(path: path)
    defer { reader.close() }
    try reader.records { _ in }
  }

  @Test("A file that is no store, or a damaged one, is the data's")
  func data() async throws {
    let folder = try TemporaryFolder()
    let other = folder.path + "/other"
    try await DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    let garbage = folder.path + "/garbage"
    try Data("SQLite format 3\0 and nothing of the kind".utf8).write(to: URL(fileURLWithPath: garbage))
    let store = try TrafficStore(path: folder.store)
    for number in 0..<500 { #expect(await store.write(RequestRecord.full("r\(number)"))) }
    store.close()
    let file = try #require(FileHandle(forWritingAtPath: folder.store))
    let size = try file.seekToEnd()
    for page in stride(from: UInt64(20 * 4096), to: size, by: 4096) {
      try file.seek(toOffset: page)
      file.write(Data(repeating: 0xA5, count: 4096))
    }
    try file.close()
    for path in [other, garbage, folder.store] {
      let error = #expect(throws: StoreError.self) { try read(path) }
      #expect(error?.kind == .data, "\(path): \(String(describing: error))")
    }
  }

  @Test("A lock and a missing file are the system's")
  func inputOutput() async throws {
    let folder = try TemporaryFolder()
    #expect(#expect(throws: StoreError.self) { try read(folder.store) }?.kind == .inputOutput)
    let store = try TrafficStore(path: folder.store)
    store.close()
    let other = try DatabaseQueue(path: folder.store)
    try await other.writeWithoutTransaction { database in
      // Out of the log, so that a lock keeps readers out as well.
      try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE")
      try database.execute(sql: "BEGIN EXCLUSIVE; COMMIT")
    }
    #expect(#expect(throws: StoreError.self) { try read(folder.store) }?.kind == .inputOutput)
    try other.close()
  }
}
