#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A dense block of numbers: one row a feature or prompt, one lane a problem.
///
/// Several problems that share one design matrix (heads × folds) are solved side by side, a lane each, so
/// that every pass over the sparse matrix serves them all: its cost is reading indexes and fetching rows, and
/// a row of sixteen floats is one cache line.
///
/// Owns its memory. Shared between threads only for disjoint rows.
final class LaneBlock<Lanes: LaneVector>: @unchecked Sendable {
  let rows: Int
  private let memory: UnsafeMutableRawPointer
  /// `rows` vectors, initialised for the life of the block.
  let base: UnsafeMutablePointer<Lanes>

  init(rows: Int) {
    self.rows = rows
    // Zeros from the system: what is large is cleared page by page by the threads that first touch it. One more, to
    // align; and where there is no memory, the end that every allocation comes to.
    let (count, stride) = (max(rows, 1) + 1, MemoryLayout<Lanes>.stride)
    memory = calloc(count, stride) ?? .allocate(byteCount: count * stride, alignment: 16)
    base = memory.alignedUp(for: Lanes.self).bindMemory(to: Lanes.self, capacity: max(rows, 1))
  }

  deinit { free(memory) }

  @inline(__always)
  subscript(row: Int) -> Lanes {
    get { base[row] }
    set { base[row] = newValue }
  }

  func clear() { base.update(repeating: Lanes(), count: rows) }

  func copy(from other: LaneBlock) { base.update(from: other.base, count: rows) }

  /// Σ over rows of a function of the row number, a lane each; partial sums of 512 rows in single precision,
  /// the rest in double, in a fixed order.
  func sum(_ value: @Sendable (Int) -> Lanes) -> [Double] {
    Self.sum(rows: rows, value)
  }

  static func sum(rows: Int, _ value: @Sendable (Int) -> Lanes) -> [Double] {
    let part = 512
    let parts = (rows + part - 1) / part
    let partial = LaneBlock(rows: parts)
    inParallel(rows, part: part) { range in
      var sum = Lanes()
      for row in range { sum += value(row) }
      partial[range.lowerBound / part] = sum
    }
    var total = [Double](repeating: 0, count: Lanes.scalarCount)
    for index in 0..<parts {
      let sum = partial[index]
      for lane in total.indices { total[lane] += Double(sum[lane]) }
    }
    return total
  }
}

/// Single-precision lanes from double-precision numbers.
@inline(__always)
func lanes<Lanes: LaneVector>(_ values: [Double], as: Lanes.Type = Lanes.self) -> Lanes {
  var result = Lanes()
  for lane in 0..<min(values.count, Lanes.scalarCount) { result[lane] = Float(values[lane]) }
  return result
}
