import TestSupport
import Testing

@testable import TriageRecords

/// Bytes that come in pieces of chosen sizes, as from a pipe.
final class PiecewiseSource: ByteSource {
  private var rest: ArraySlice<UInt8>
  private var generator: SeededGenerator
  private let largest: Int

  init(_ bytes: [UInt8], largest: Int, seed: UInt64) {
    rest = bytes[...]
    self.largest = largest
    generator = SeededGenerator(seed)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int {
    let count = min(rest.count, buffer.count, Int.random(in: 1...largest, using: &generator))
    buffer.copyBytes(from: rest.prefix(count))
    rest.removeFirst(count)
    return count
  }
}

@Suite("Blocks of lines")
struct LineBlockReaderTests {
  private struct Line: Equatable {
    var number: Int
    var text: String?
  }

  /// What the reader line by line finds: the obvious version.
  private func oneByOne(_ bytes: [UInt8], limit: Int, seed: UInt64) throws -> [Line] {
    let source = PiecewiseSource(bytes, largest: 50, seed: seed)
    let reader = try LineReader(source: source, path: "-", limit: limit, digests: false)
    var found: [Line] = []
    while let line = try reader.next() {
      let text = line == .text ? String(decoding: reader.bytes, as: UTF8.self) : nil
      found.append(Line(number: reader.lineNumber, text: text))
    }
    return found
  }

  private func byBlocks(_ bytes: [UInt8], limit: Int, largest: Int, capacity: Int, seed: UInt64) throws
    -> [Line]
  {
    let source = PiecewiseSource(bytes, largest: largest, seed: seed)
    let reader = try LineBlockReader(source: source, path: "-", limit: limit)
    let blocks = [LineBlock(capacity: capacity), LineBlock(capacity: capacity)]
    var found: [Line] = []
    var before = 0
    var turn = 0
    while try reader.read(into: blocks[turn % 2]) {
      let block = blocks[turn % 2]
      while let line = block.next() {
        let text = line == .text ? String(decoding: block.bytes, as: UTF8.self) : nil
        found.append(Line(number: before + block.lineNumber, text: text))
      }
      before += block.lineNumber
      turn += 1
    }
    return found
  }

  @Test("Random text in random pieces has the lines that the reader line by line finds")
  func sameLines() throws {
    let parts = [
      "\n", "\n", "\r\n", "\r", " ", "\t", "ab", "\u{FEFF}", "漢字", "{\"x\":1}",
      String(repeating: "y", count: 30),
    ]
    for seed in UInt64(1)...600 {
      var generator = SeededGenerator(seed)
      let count = Int.random(in: 0..<60, using: &generator)
      let text = (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
      let limit = Int.random(in: 1..<60, using: &generator)
      let largest = Int.random(in: 1..<40, using: &generator)
      let capacity = Int.random(in: 1..<50, using: &generator)
      let bytes = Array(text.utf8)
      let found = try byBlocks(bytes, limit: limit, largest: largest, capacity: capacity, seed: seed)
      #expect(
        try found == oneByOne(bytes, limit: limit, seed: seed), "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test("Each line is handed over as soon as its end is there")
  func atOnce() throws {
    let source = PiecewiseSource(Array("[1]\n[2]\n[3]".utf8), largest: 1, seed: 1)
    let reader = try LineBlockReader(source: source, path: "-", limit: 100)
    let block = LineBlock(capacity: 100)
    for expected in ["[1]", "[2]", "[3]"] {
      #expect(try reader.read(into: block))
      #expect(block.next() == .text && String(decoding: block.bytes, as: UTF8.self) == expected)
      #expect(block.next() == nil)
    }
    #expect(try !reader.read(into: block))
  }

  @Test("Lines that are too long do not grow the buffer")
  func dropped() throws {
    let long = [UInt8](repeating: 0x78, count: 1 << 20)
    let bytes = long + [0x0A] + Array("[1]\n".utf8) + long
    #expect(
      try byBlocks(bytes, limit: 100, largest: 5000, capacity: 64, seed: 3) == [
        Line(number: 1), Line(number: 2, text: "[1]"), Line(number: 3),
      ])
    let reader = try LineBlockReader(
      source: PiecewiseSource(bytes, largest: 5000, seed: 3), path: "-", limit: 100)
    let block = LineBlock(capacity: 64)
    while try reader.read(into: block) {}
    #expect(block.capacity <= 8192)
  }

  @Test("Gzip is inflated, and its faults are reported")
  func compressed() throws {
    let text = (0..<2000).map { "[\($0)]" }.joined(separator: "\n")
    let packed = gzip(Array(text.utf8))
    #expect(
      try byBlocks(packed, limit: 100, largest: 700, capacity: 512, seed: 5).map(\.text)
        == (0..<2000).map { "[\($0)]" })
    #expect(throws: RecordError.self) {
      try byBlocks(Array(packed.dropLast(20)), limit: 100, largest: 700, capacity: 512, seed: 5)
    }
  }
}
