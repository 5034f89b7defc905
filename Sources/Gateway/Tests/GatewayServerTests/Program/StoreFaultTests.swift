import Foundation
import Testing

@Suite("A traffic store that cannot be used")
struct StoreFaultTests {
  @Test("A store's error has the same code whoever meets it: 65 for its content, 74 for a lock")
  func storeErrors() async throws {
    let folder = Folder()
    let store = folder.file("t.db")
    try folder.write("garbage.db", "SQLite format 3\0 and nothing of the kind")
    try folder.write(
      "g.yaml", "store: {path: garbage.db}\nupstreams: {a: {url: \"http://127.0.0.1:1\"}}\ntiers: [a/m]\n")
    try await RunningGateway.with("store: {path: t.db}") { gateway in
      #expect(try await gateway.chat().status == 200)
      try FileManager.default.copyItem(atPath: gateway.folder.file("t.db"), toPath: store)
    }
    let descriptor = open(store, O_RDWR)
    defer { close(descriptor) }
    // The bytes whose locks are SQLite's own.
    var lock = flock()
    (lock.l_type, lock.l_whence, lock.l_start, lock.l_len) = (
      Int16(F_WRLCK), Int16(SEEK_SET), 0x4000_0000, 512
    )
    #expect(fcntl(descriptor, F_SETLK, &lock) == 0)
    for (code, file) in [(Int32(65), folder.file("garbage.db")), (74, store)] {
      for arguments in [["report", file], ["export", file, "-o", "-"]] {
        let other = Folder()
        let end = await (try Program(arguments, in: other)).wait()
        let errors = other.lines("err")
        #expect(end == code && errors.count == 1, "\(arguments): \(end), \(errors)")
      }
    }
    let serve = try await Program.run("serve", folder.file("g.yaml"), in: folder)
    #expect(serve.code == 65)
  }
}
