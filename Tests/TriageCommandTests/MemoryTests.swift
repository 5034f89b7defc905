import TestSupport
import Foundation
import Testing

@Suite("Memory")
struct MemoryTests {
  #if DEBUG
    private static let isOptimised = false
  #else
    private static let isOptimised = true
  #endif

  @Test(
    "A file larger than the memory that the process may have trains all the same",
    .enabled(if: isOptimised, "takes minutes in a debug build"))
  func largeFile() throws {
    let scratch = Scratch()
    let path = scratch.file("large.jsonl", [])
    let file = try #require(FileHandle(forWritingAtPath: path))
    var generator = SeededGenerator(3)
    let words = (0..<4096).map { _ in String(generator.next() % 2_000_000_000, radix: 36) }
    let (records, wordsEach) = (70, 290_000)
    for index in 0..<records {
      var line = "{\"prompt\":\""
      for _ in 0..<wordsEach {
        line += words[Int(truncatingIfNeeded: generator.next() >> 52)]
        line += " "
      }
      line += "\",\"outcomes\":{\"a\":{\"score\":\(index % 2)},"
      line += "\"b\":{\"score\":\(index % 3 == 0 ? 0 : 1)}}}\n"
      try file.write(contentsOf: Data(line.utf8))
    }
    try file.close()
    let bytes = try #require(FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    #expect(bytes > 120_000 * 1024)
    let run = try Command.shell(
      "ulimit -d 120000 && \"$0\" train \"$1\" --architecture linear -o \"$2\"", path,
      scratch.path("m.triage"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(try Command.run("inspect", scratch.path("m.triage")).status == 0)
  }
}
