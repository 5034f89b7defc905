import Foundation
import Synchronization
import Testing

@testable import Triage
@testable import TriageFile

@Suite("Model files on disk")
struct RouterFileTests {
  /// Runs the body with a folder of its own.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "triage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func refusal(_ path: String) -> ModelFileError? {
    do throws(ModelFileError) {
      _ = try Router(contentsOf: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("A file that is not there is missing, and the message names it")
  func missing() throws {
    try inFolder { folder in
      let path = folder + "/none.triage"
      #expect(refusal(path) == .missing(path: path))
      #expect("\(ModelFileError.missing(path: path))".contains(path))
    }
  }

  @Test("A folder, a pipe and a path through a file cannot be read, and none of them waits")
  func unreadable() throws {
    try inFolder { folder in
      #expect(refusal(folder) == .unreadable(path: folder, reason: "not a regular file"))
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(refusal(folder + "/pipe") == .unreadable(path: folder + "/pipe", reason: "not a regular file"))
      try Data([1]).write(to: URL(filePath: folder + "/file"))
      guard case .unreadable? = refusal(folder + "/file/inside") else {
        Issue.record("a path through a file")
        return
      }
    }
  }

  @Test("An empty, a cut and a damaged file are invalid, with the reason")
  func invalid() throws {
    let file = SmallModel.file()
    var damaged = file
    damaged[400] ^= 4
    try inFolder { folder in
      let cases: [(String, [UInt8], ModelError)] = [
        ("empty", [], .truncated(length: 0, expected: 72)),
        ("short", Array("id,prompt\n1,hello\n".utf8), .notAModel),
        ("cut", Array(file[..<1000]), .truncated(length: 1000, expected: file.count)),
        ("damaged", damaged, .checksumMismatch),
        ("text", Array(String(repeating: "no model ", count: 20).utf8), .notAModel),
      ]
      for (name, bytes, error) in cases {
        let path = "\(folder)/\(name)"
        try Data(bytes).write(to: URL(filePath: path))
        #expect(refusal(path) == .invalid(path: path, error))
      }
    }
  }

  @Test("A sound file decides as its bytes do, and goes on when its name is gone")
  func valid() throws {
    let file = SmallModel.file()
    let copied = try Router(copying: file)
    try inFolder { folder in
      let path = folder + "/router.triage"
      try Data(file).write(to: URL(filePath: path))
      let mapped = try Router(contentsOf: path)
      try FileManager.default.removeItem(atPath: path)
      for text in PromptMaker.texts {
        #expect(Array(mapped.decide(text).scores) == Array(copied.decide(text).scores))
      }
      #expect(mapped.identity == copied.identity)
    }
  }

  @Test("Files are closed and unmapped: thousands of loads leave none behind")
  func leaks() throws {
    try inFolder { folder in
      let path = folder + "/router.triage"
      try Data(SmallModel.file()).write(to: URL(filePath: path))
      // More than the descriptors a process may usually have.
      for _ in 0..<Scale.rounds(5000) { _ = try Router(contentsOf: path) }
      try Data(SmallModel.file()[..<500]).write(to: URL(filePath: path))
      for _ in 0..<Scale.rounds(5000) { #expect(refusal(path) != nil) }
    }
  }

  @Test("The release closure runs once, when the last copy is gone or the bytes are refused")
  func release() {
    for (bytes, sound) in [(SmallModel.file(), true), (Array(SmallModel.file().dropLast()), false)] {
      let count = Mutex(0)
      bytes.withUnsafeBytes { buffer in
        Self.load(buffer, sound: sound) {
          count.withLock { $0 += 1 }
        } alive: {
          count.withLock { $0 }
        }
      }
      #expect(count.withLock { $0 } == 1)
    }
  }

  private static func load(
    _ buffer: UnsafeRawBufferPointer, sound: Bool, _ released: @escaping @Sendable () -> Void,
    alive: () -> Int
  ) {
    var first = try? Router(mapping: buffer) { _ in released() }
    #expect((first != nil) == sound && alive() == (sound ? 0 : 1))
    let second = first
    first = nil
    withExtendedLifetime(second) { #expect(alive() == (sound ? 0 : 1)) }
  }
}
