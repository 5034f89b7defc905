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

  @Test("Rows come back as they were given")
  func reads() throws {
    let lists = Self.lists(3000, columns: 50, seed: 41) + [[], [49, 49, 0]]
    let rows = try Self.rows(lists)
    #expect(Self.read(rows) == lists)
    #expect(rows.entryCount == lists.reduce(0) { $0 + $1.count })
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
