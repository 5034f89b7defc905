import Synchronization
import TriageRecords

/// The sparse part of the design matrix in compressed blocks of prompts: which features stand in which, 1/‖x‖ and the
/// shape of each.
///
/// A block lists, for each feature that stands in it, the block's prompts that have it (``ListLayout``). Both products
/// walk the same lists (``RowBlock``): forwards a feature's number is fetched once a block and added to some of the
/// block's sums, backwards some of the block's numbers are added up and then added to the feature's sum once. The
/// block's own numbers stay in the second-level cache, and features are met nearly in order. By rows, each entry would fetch a
/// feature's number from anywhere in memory, forwards and back; so it was half as fast.
///
/// Every sparse value is one (what makes X of the ones are two diagonals kept apart, see ``DesignMatrix``), so an entry
/// is two bytes, the prompt's place in its block, and a feature adds eight to each block that it stands in: some three
/// bytes an entry where a column number takes four.
///
/// Blocks come from a ``SpillStore``: in memory up to a limit, then from disk, a block at a time.
final class RowBlocks: @unchecked Sendable {
  /// Prompts a block, the last one fewer.
  let rowsPerBlock: Int
  /// Prompts.
  private(set) var count = 0
  /// Ones.
  private(set) var entryCount = 0
  /// Features.
  let columns: Int
  /// Shape features a prompt.
  let shapeColumns: Int
  /// Whether the disk failed to give a block back: what was computed since is worth nothing.
  var hasFailed: Bool { failed.load(ordering: .relaxed) }
  // Blocks are read by several threads at once.
  private let failed = Atomic<Bool>(false)
  private let store: SpillStore

  /// - Parameters:
  ///   - rowsPerBlock: 2^16 at most. Larger blocks fetch each feature's number less often, until the block's own numbers
  ///     leave the second-level cache.
  ///   - limit: bytes held in memory.
  init(
    columns: Int, shapeColumns: Int, rowsPerBlock: Int = 2048, limit: Int = SpillBuffer.defaultLimit
  ) {
    self.rowsPerBlock = rowsPerBlock
    self.columns = columns
    self.shapeColumns = shapeColumns
    store = SpillStore(limit: limit)
  }

  var blockCount: Int { store.count }
  var isSpilled: Bool { store.isSpilled }
  var byteCount: Int { store.byteCount }

  /// Adds a block; all but the last hold ``rowsPerBlock`` prompts.
  func append(_ block: PackedRows) throws(RecordError) {
    try store.append(block.packed)
    count += block.count
    entryCount += block.entryCount
  }

  /// The prompts of a block.
  func rows(ofBlock index: Int) -> Range<Int> {
    index * rowsPerBlock..<min(count, (index + 1) * rowsPerBlock)
  }

  /// Calls `body` with each block of a range of block numbers, in order, from one thread; of those whose number divides by
  /// `sampling` where it is not 1.
  @inline(__always)
  func forEach(_ range: Range<Int>, sampling: Int = 1, _ body: (RowBlock) -> Void) {
    let reader = SpillStore.Reader(store)
    for index in range where index % sampling == 0 {
      guard let bytes = reader.block(index), let base = bytes.baseAddress else {
        failed.store(true, ordering: .relaxed)
        continue
      }
      body(RowBlock(base, first: index * rowsPerBlock, shapeColumns: shapeColumns))
    }
  }
}

/// A block as it lies in memory: valid as long as the bytes it was made on.
struct RowBlock {
  /// The number of its first prompt.
  let first: Int
  /// Prompts.
  let count: Int
  /// 1/‖x‖ of each.
  let norms: UnsafePointer<Float>
  /// The shape of each, row after row.
  let shape: UnsafePointer<Float>
  // Features with one prompt in the block, then those with more, in the order of ``ListLayout``.
  let singleCount: Int
  let listCount: Int
  let singleColumns: UnsafePointer<UInt32>
  let listColumns: UnsafePointer<UInt32>
  /// Where each list ends in ``listRows``.
  let listEnds: UnsafePointer<UInt32>
  let singleRows: UnsafePointer<UInt16>
  let listRows: UnsafePointer<UInt16>

  /// - Parameter base: the words of ``PackedRows``.
  init(_ base: UnsafeRawPointer, first: Int, shapeColumns: Int) {
    let header = base.assumingMemoryBound(to: UInt32.self)
    self.first = first
    count = Int(header[0])
    singleCount = Int(header[1])
    listCount = Int(header[2])
    norms = (base + 16).assumingMemoryBound(to: Float.self)
    shape = norms + count
    singleColumns = UnsafeRawPointer(shape + count * shapeColumns).assumingMemoryBound(to: UInt32.self)
    listColumns = singleColumns + singleCount
    listEnds = listColumns + listCount
    singleRows = UnsafeRawPointer(listEnds + listCount).assumingMemoryBound(to: UInt16.self)
    listRows = singleRows + singleCount
  }

  /// Calls `body` with the column and the place in the block of each entry.
  func forEachEntry(_ body: (Int, Int) -> Void) {
    for index in 0..<singleCount { body(Int(singleColumns[index]), Int(singleRows[index])) }
    var entry = 0
    for list in 0..<listCount {
      while entry < Int(listEnds[list]) {
        body(Int(listColumns[list]), Int(listRows[entry]))
        entry += 1
      }
    }
  }
}
