import TestSupport
import Testing

@testable import TriageTraining

@Suite("Row blocks")
struct RowBlocksTests {
  static func blocks(
    _ lists: [[UInt32]], columns: Int, limit: Int = SpillBuffer.defaultLimit
  ) throws -> RowBlocks {
    let rows = RowBlocks(columns: columns, shapeColumns: 2, limit: limit)
    var block = RowBlockBuilder(columns: columns)
    for (index, list) in lists.enumerated() {
      block.add(list)
      block.endRow(inverseNorm: Float(index), shape: [Float(index) * 2, -1])
      if block.count == rows.rowsPerBlock { try rows.append(block.finish()) }
    }
    if block.count > 0 { try rows.append(block.finish()) }
    return rows
  }

  static func lists(_ count: Int, columns: Int, seed: UInt64) -> [[UInt32]] {
    SparseRowsTests.lists(count, columns: columns, seed: seed)
  }

  @Test("Every entry, norm and shape comes back, from memory and from disk", arguments: [1 << 30, 0, 40_000])
  func reads(limit: Int) throws {
    let lists = Self.lists(5000, columns: 70_000, seed: 44) + [[], [69_999, 69_999, 0], [3]]
    let rows = try Self.blocks(lists, columns: 70_000, limit: limit)
    #expect(rows.count == lists.count && rows.blockCount == 3)
    #expect(rows.isSpilled == (limit < 1 << 30))
    #expect(rows.entryCount == lists.reduce(0) { $0 + $1.count })
    var found = [[UInt32]](repeating: [], count: lists.count)
    rows.forEach(0..<rows.blockCount) { block in
      block.forEachEntry { column, row in found[block.first + row].append(UInt32(column)) }
      for row in 0..<block.count {
        #expect(block.norms[row] == Float(block.first + row))
        #expect(block.shape[2 * row] == Float(block.first + row) * 2 && block.shape[2 * row + 1] == -1)
      }
    }
    #expect(found.map { $0.sorted() } == lists.map { $0.sorted() })
    #expect(!rows.hasFailed)
  }

  @Test("Both products are the sums that the entries name")
  func products() throws {
    typealias Lanes = SIMD8<Float>
    var generator = SeededGenerator(45)
    let lists = Self.lists(3000, columns: 300, seed: 46)
    let rows = try Self.blocks(lists, columns: 300)
    let (features, prompts) = (LaneBlock<Lanes>(rows: 300), LaneBlock<Lanes>(rows: 3000))
    for row in 0..<300 { for lane in 0..<8 { features[row][lane] = Float(generator.normal()) } }
    for row in 0..<3000 { for lane in 0..<8 { prompts[row][lane] = Float(generator.normal()) } }
    let (forward, backward) = (LaneBlock<Lanes>(rows: 3000), LaneBlock<Lanes>(rows: 300))
    for row in 0..<3000 { forward[row] = Lanes(repeating: 99) }
    rows.forEach(0..<rows.blockCount) { block in
      block.forward(features.base, into: forward.base + block.first)
      block.backward(prompts.base + block.first, addingTo: backward.base)
    }
    var expected = [[Double]](repeating: [Double](repeating: 0, count: 8), count: 300)
    for (row, list) in lists.enumerated() {
      for lane in 0..<8 {
        let sum = list.reduce(0.0) { $0 + Double(features[Int($1)][lane]) }
        #expect(abs(Double(forward[row][lane]) - sum) < 1e-5)
        for column in list { expected[Int(column)][lane] += Double(prompts[row][lane]) }
      }
    }
    for column in 0..<300 {
      for lane in 0..<8 { #expect(abs(Double(backward[column][lane]) - expected[column][lane]) < 1e-4) }
    }
  }

  @Test("Shares cover every block once")
  func shares() throws {
    let rows = try Self.blocks(Self.lists(2048 * 5 + 3, columns: 2, seed: 47), columns: 2)
    for shares in 1...6 {
      let dealt = (0..<shares).flatMap { Array(ColumnSums<SIMD4<Float>>.blocks($0, of: shares, rows)) }
      #expect(dealt == Array(0..<rows.blockCount))
    }
    #expect((1...8).contains(ColumnSums<SIMD4<Float>>.shares(rows)))
  }
}
