import Dispatch
import Foundation
import GatewayJSON
import GatewayTestSupport
import Logging
import Testing

@testable import GatewayServer

@Suite("Lines")
struct LineTests {
  @Test("Lines come out whole and in order from many tasks, and none is lost")
  func order() async throws {
    let folder = Folder()
    let writer = LineWriter(path: folder.file("log"), limit: 100_000)
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for number in 0..<1000 { writer.write { Array("\(task) \(number)".utf8) } } }
      }
    }
    writer.flush()
    let lines = folder.lines("log")
    #expect(lines.count == 8000)
    for task in 0..<8 {
      let own = lines.filter { $0.hasPrefix("\(task) ") }
      #expect(own == (0..<1000).map { "\(task) \($0)" })
    }
    #expect(writer.counters == .init(written: 8000, dropped: 0, failed: 0, waiting: 0))
  }

  @Test("A full queue drops and counts; whoever writes does not wait")
  func full() async throws {
    let folder = Folder()
    // A pipe that nobody reads blocks its writer.
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let writer = LineWriter(descriptor: ends[1], limit: 10)
    let block = [UInt8](repeating: 0x61, count: 200_000)
    writer.write { block }
    // Taken by the writer, which now hangs in it.
    _ = try await eventually("the writer") { writer.counters.waiting == 0 ? true : nil }
    let start = ContinuousClock.now
    for _ in 0..<1000 { writer.write { [0x62] } }
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(writer.counters.dropped == 990)
    #expect(writer.counters.waiting == 10)
    // Who flushes waits no longer than told.
    writer.flush(within: .milliseconds(10))
    #expect(writer.counters.waiting == 10)
    let reader = Thread { [end = ends[0]] in
      var bytes = [UInt8](repeating: 0, count: 65536)
      while read(end, &bytes, bytes.count) > 0 {}
    }
    reader.start()
    writer.flush()
    #expect(writer.counters.written == 11)
    close(ends[1])
    _ = folder
  }

  @Test("A line after one that was cut short begins on a line of its own")
  func cutShort() throws {
    // A pipe that nobody reads takes a part and no more; a writer that may not block gives up.
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    var file = LineFile(.descriptor(ends[1]))
    let isWhole = file.write([UInt8](repeating: 0x61, count: 1 << 20) + [0x0A])
    #expect(!isWhole)
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let cut = read(ends[0], &bytes, bytes.count)
    #expect(cut > 0 && bytes[cut - 1] == 0x61)
    for line in ["b\n", "c\n"] {
      let isWritten = file.write(Array(line.utf8))
      #expect(isWritten)
    }
    let rest = read(ends[0], &bytes, bytes.count)
    #expect(String(decoding: bytes[..<max(0, rest)], as: UTF8.self) == "\nb\nc\n")
  }

  @Test("A log line is an object: its four fields first, metadata as fields, nothing overwritten")
  func json() throws {
    let line = JSONLogHandler.line(
      time: 1_700_000_000_000_000, level: .warning, label: "l", message: "two\nlines \"quoted\"",
      fields: ["time": "no", "b": ["x": "y"], "a": ["1", "2"], "n": .stringConvertible(3)])
    #expect(
      line.text
        == #"{"time":"2023-11-14T22:13:20.000000Z","level":"warning","logger":"l","message":"two\nlines \"quoted\"","#
        + #""a":["1","2"],"b":{"x":"y"},"n":"3"}"#)
  }

  @Test("A logger follows the shared level until it is given its own")
  func level() {
    let folder = Folder()
    let shared = LogLevel(.warning)
    let writer = LineWriter(path: folder.file("log"))
    var logger = Logger(label: "x") { JSONLogHandler(label: $0, writer: writer, level: shared) }
    logger.info("no")
    shared.set("info")
    logger.info("yes")
    logger.logLevel = .error
    logger.warning("no")
    shared.set("nonsense")
    #expect(shared.now == .info)
    let fixed = LogLevel(.error, isFixed: true)
    fixed.set("debug")
    #expect(fixed.now == .error)
    writer.flush()
    #expect(folder.lines("log").count == 1)
  }
}
