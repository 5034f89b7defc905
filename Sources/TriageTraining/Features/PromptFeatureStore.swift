import Triage
import TriageRecords

/// The features of every prompt as the scanner named them, before there is a vocabulary: in blocks, in memory up to a
/// limit and then on disk.
final class PromptFeatureStore: @unchecked Sendable {
  private let store: SpillStore
  /// The number of each block's first prompt, and behind the last the number of prompts.
  private(set) var firstRows = [0]

  init(limit: Int = SpillBuffer.defaultLimit) { store = SpillStore(limit: limit) }

  /// Prompts.
  var count: Int { firstRows[firstRows.count - 1] }
  var blockCount: Int { store.count }
  var isSpilled: Bool { store.isSpilled }

  /// Adds the prompts of a block, the next in order, all but those at the given places.
  func append(_ block: PackedFeatures, dropping dropped: Set<Int> = []) throws(RecordError) {
    let block = dropped.isEmpty ? block : block.without(dropped)
    guard block.count > 0 else { return }
    try store.append(block.packed)
    firstRows.append(count + block.count)
  }

  /// The block that holds a prompt.
  func block(of row: Int) -> Int {
    var (low, high) = (0, blockCount)
    while high - low > 1 {
      let middle = (low + high) / 2
      if firstRows[middle] <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// Gives back the memory of what lies before a prompt's block, which is not read again. No reader may be at work.
  func release(before row: Int) { store.release(before: block(of: row)) }

  /// Reads blocks: one a thread.
  final class Reader {
    private let blocks: PromptFeatureStore
    private let reader: SpillStore.Reader

    init(_ blocks: PromptFeatureStore) {
      self.blocks = blocks
      reader = SpillStore.Reader(blocks.store)
    }

    /// A block, valid until the next call.
    func block(_ index: Int) throws(TrainingError) -> FeatureRows {
      guard let bytes = reader.block(index), let base = bytes.baseAddress else {
        throw .temporaryFile(folder: "the temporary folder")
      }
      return FeatureRows(base, first: blocks.firstRows[index])
    }
  }
}

extension PromptFeatureStore {
  /// The given prompts alone, numbered from 0.
  ///
  /// - Parameter rows: ascending.
  func taking(_ rows: [Int], limit: Int = SpillBuffer.defaultLimit) throws -> PromptFeatureStore {
    let taken = PromptFeatureStore(limit: limit)
    let reader = Reader(self)
    var number = block(of: rows.first ?? 0)
    var block = FeatureBlock()
    var source: FeatureRows?
    for row in rows {
      while row >= firstRows[number + 1] {
        number += 1
        source = nil
      }
      let prompts = try source ?? reader.block(number)
      source = prompts
      block.append(prompts.features(row - prompts.first), prompts.packedShape(row - prompts.first))
      if block.count == Self.promptsPerBlock {
        try taken.append(block.packed())
        block.removeAll()
      }
    }
    try taken.append(block.packed())
    return taken
  }

  private static let promptsPerBlock = 512

  /// What `make` makes of each prompt's features and counts, on all cores, handed to `body` in order.
  func forEach<T: Sendable>(
    make: @Sendable (UnsafeBufferPointer<UInt32>, ShapeCounts) -> T, _ body: (T) throws -> Void
  ) throws {
    let atOnce = 32
    for start in stride(from: 0, to: blockCount, by: atOnce) {
      let end = min(blockCount, start + atOnce)
      let made = Slots<Result<[T], TrainingError>>(end - start)
      inParallel(end - start, part: 1) { range in
        let reader = Reader(self)
        for index in range {
          made.set(
            index,
            Result { () throws(TrainingError) in
              let prompts = try reader.block(start + index)
              return (0..<prompts.count).map { make(prompts.features($0), prompts.counts($0)) }
            })
        }
      }
      for part in made.values { try part.get().forEach(body) }
    }
  }
}
