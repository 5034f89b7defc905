import TestSupport
import Testing

@testable import TriageRecords

@Suite("Spill store")
struct SpillStoreTests {
  private static func block(_ bytes: [UInt8]) -> SpillBlock {
    let block = SpillBlock(capacity: bytes.count)
    block.put(bytes[..<(bytes.count / 2)])
    block.put(bytes[(bytes.count / 2)...])
    return block
  }

  @Test("Blocks come back whole and in part, from memory and from disk", arguments: [0, 1000, 1 << 20])
  func reads(limit: Int) throws {
    var generator = SeededGenerator(73)
    let store = SpillStore(limit: limit)
    let blocks = (0..<40).map { _ in
      (0..<Int.random(in: 0...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
      }
    }
    for block in blocks { try store.append(Self.block(block)) }
    #expect(store.isSpilled == (limit < 1 << 20))
    #expect(store.byteCount == blocks.reduce(0) { $0 + $1.count })
    let reader = SpillStore.Reader(store)
    for index in blocks.indices.shuffled(using: &generator) {
      let block = blocks[index]
      #expect(reader.block(index).map { Array($0) } == block)
      let (start, count) = (block.count / 3, block.count / 2)
      #expect(
        reader.block(index, from: start, count: count).map { Array($0) }
          == Array(block[start..<start + count]))
      #expect(reader.block(index, from: 1, count: block.count) == nil)
    }
  }

  @Test("A folder that is not there is an error")
  func folder() {
    let store = SpillStore(limit: 0, folder: "/nowhere/at/all")
    #expect(throws: RecordError.self) { try store.append(Self.block([1, 2])) }
  }
}
