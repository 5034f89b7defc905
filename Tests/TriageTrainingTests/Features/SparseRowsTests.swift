import TestSupport
import Testing

@testable import TriageTraining

@Suite("Sparse rows")
struct SparseRowsTests {
  static func lists(_ count: Int, columns: Int, seed: UInt64) -> [[UInt32]] {
    var generator = SeededGenerator(seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        UInt32.random(in: 0..<UInt32(columns), using: &generator)
      }
    }
  }

  static func rows(_ lists: [[UInt32]]) throws -> SparseRows {
    let rows = SparseRows()
    for list in lists { try rows.append(list) }
    return rows
  }

  static func read(_ rows: SparseRows) -> [[UInt32]] {
    (0..<rows.count).map { list in (rows.starts[list]..<rows.starts[list + 1]).map { rows.entries.base[$0] } }
  }

  @Test("The transpose lists each column's rows, ascending, and twice gives the rows back, sorted")
  func transposed() throws {
    let lists = Self.lists(3000, columns: 50, seed: 41) + [[], [49, 49, 0]]
    let rows = try Self.rows(lists)
    #expect(Self.read(rows) == lists)
    #expect(rows.entryCount == lists.reduce(0) { $0 + $1.count })
    let columns = try rows.transposed(columns: 52)
    var expected = [[UInt32]](repeating: [], count: 52)
    for (row, list) in lists.enumerated() { for column in list { expected[Int(column)].append(UInt32(row)) } }
    #expect(Self.read(columns) == expected)
    #expect(Self.read(try columns.transposed(columns: lists.count)) == lists.map { $0.sorted() })
  }

  @Test("Without rows or without columns the transpose is empty lists")
  func empty() throws {
    #expect(Self.read(try SparseRows().transposed(columns: 3)) == [[], [], []])
    #expect(Self.read(try Self.rows([[], []]).transposed(columns: 0)).isEmpty)
  }

  @Test("The sparse product adds up the rows of the block that each list names")
  func gather() throws {
    var generator = SeededGenerator(42)
    let lists = Self.lists(2000, columns: 300, seed: 43)
    let block = LaneBlock<SIMD8<Float>>(rows: 300)
    for row in 0..<300 { for lane in 0..<8 { block[row][lane] = Float(generator.normal()) } }
    let out = LaneBlock<SIMD8<Float>>(rows: 2000)
    for row in 0..<2000 { out[row] = SIMD8(repeating: 99) }
    gatherSum(try Self.rows(lists), block, into: out)
    for (row, list) in lists.enumerated() {
      for lane in 0..<8 {
        let sum = list.reduce(0.0) { $0 + Double(block[Int($1)][lane]) }
        #expect(abs(Double(out[row][lane]) - sum) < 1e-5)
      }
    }
  }

  @Test(
    "A sum over rows takes every row once, whatever their number", arguments: [0, 1, 511, 512, 513, 5000])
  func sums(rows: Int) {
    let sum = LaneBlock<SIMD4<Float>>.sum(rows: rows) { SIMD4(1, Float($0), 0, -1) }
    #expect(sum[0] == Double(rows))
    #expect(abs(sum[1] - Double(rows * (rows - 1) / 2)) <= sum[1] * 1e-6)
    #expect(sum[3] == Double(-rows))
  }
}
