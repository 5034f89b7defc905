import Testing

@testable import TriageTraining

@Suite("Spill buffer")
struct SpillBufferTests {
  @Test(
    "What is appended is read back, in memory and on disk",
    arguments: [(limit: 1 << 30, spills: false), (limit: 1 << 16, spills: true), (limit: 0, spills: true)])
  func readsBack(limit: Int, spills: Bool) throws {
    let buffer = SpillBuffer(limit: limit)
    for index in 0..<300_000 { try buffer.append(UInt32(index) &* 2_654_435_761) }
    #expect(buffer.isSpilled == spills)
    #expect(buffer.count == 300_000)
    #expect((0..<300_000).allSatisfy { buffer.base[$0] == UInt32($0) &* 2_654_435_761 })
  }

  @Test("A folder that takes no file is named in the error, and the buffer stays sound")
  func noRoom() throws {
    let buffer = SpillBuffer(limit: 0, folder: "/nonexistent/folder")
    for index in 0..<4096 { try buffer.append(UInt32(index)) }
    #expect(throws: TrainingError.temporaryFile(folder: "/nonexistent/folder")) { try buffer.append(1) }
    #expect(buffer.count == 4096 && !buffer.isSpilled)
    #expect((0..<4096).allSatisfy { buffer.base[$0] == UInt32($0) })
  }

  @Test("A disk that fills up is an error, not a crash")
  func fullDisk() throws {
    // More than any file system holds.
    let buffer = SpillBuffer(limit: 1 << 14)
    for index in 0..<10_000 { try buffer.append(UInt32(index)) }
    #expect(buffer.isSpilled)
    #expect(throws: TrainingError.self) { try buffer.grow(to: 1 << 58) }
    #expect((0..<10_000).allSatisfy { buffer.base[$0] == UInt32($0) })
    try buffer.append(5)
    #expect(buffer.base[10_000] == 5)
  }

  @Test("A spilled matrix reads as the one in memory")
  func spilledRows() throws {
    let lists = SparseRowsTests.lists(20_000, columns: 500, seed: 44)
    let (memory, disk) = (SparseRows(), SparseRows(limit: 1 << 15))
    for list in lists {
      try memory.append(list)
      try disk.append(list)
    }
    #expect(disk.entries.isSpilled && !memory.entries.isSpilled)
    #expect(SparseRowsTests.read(disk) == lists)
    #expect(SparseRowsTests.read(memory) == lists)
  }
}
