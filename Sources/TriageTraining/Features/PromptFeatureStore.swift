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

/// Collects the features of a block's prompts.
struct FeatureBlock: Sendable {
  private var ends: [UInt32] = []
  private var features: [UInt32] = []
  private var shapes: [Float] = []

  var count: Int { ends.count }

  /// Adds a prompt.
  mutating func append(_ features: some Collection<UInt32>, _ counts: ShapeCounts) {
    let shape = ShapeFeatures.values(of: counts)
    append(features, (0..<ShapeFeatures.count).lazy.map { shape[$0] })
  }

  /// Adds a prompt by its features and its raw shape.
  mutating func append(_ features: some Collection<UInt32>, _ shape: some Collection<Float>) {
    self.features.append(contentsOf: features)
    ends.append(UInt32(self.features.count))
    shapes.append(contentsOf: shape)
  }

  /// The block as ``FeatureRows`` reads it.
  func packed() -> PackedFeatures {
    let packed = SpillBlock(capacity: 16 + 4 * (ends.count + shapes.count + features.count))
    packed.put([UInt32(count), 0, 0, 0])
    packed.put(ends)
    packed.put(shapes)
    packed.put(features)
    return PackedFeatures(count: count, packed: packed)
  }

  /// Empties it, and keeps the buffers.
  mutating func removeAll() {
    ends.removeAll(keepingCapacity: true)
    features.removeAll(keepingCapacity: true)
    shapes.removeAll(keepingCapacity: true)
  }
}

/// The features of a block's prompts, packed.
struct PackedFeatures: Sendable {
  /// Prompts.
  var count: Int
  var packed: SpillBlock

  /// The same without some prompts, by their place in the block.
  func without(_ dropped: Set<Int>) -> PackedFeatures {
    var left = FeatureBlock()
    if let base = packed.bytes.baseAddress {
      let rows = FeatureRows(base, first: 0)
      for row in 0..<rows.count where !dropped.contains(row) {
        left.append(rows.features(row), rows.shape(row))
      }
    }
    return left.packed()
  }
}

/// A block's prompts as they lie in memory: valid as long as the bytes.
struct FeatureRows {
  /// The number of the first prompt.
  let first: Int
  /// Prompts.
  let count: Int
  private let ends: UnsafePointer<UInt32>
  private let shapes: UnsafePointer<Float>
  private let list: UnsafePointer<UInt32>

  init(_ base: UnsafeRawPointer, first: Int) {
    self.first = first
    count = Int(base.assumingMemoryBound(to: UInt32.self)[0])
    ends = (base + 16).assumingMemoryBound(to: UInt32.self)
    shapes = UnsafeRawPointer(ends + count).assumingMemoryBound(to: Float.self)
    list = UnsafeRawPointer(shapes + count * ShapeFeatures.count).assumingMemoryBound(to: UInt32.self)
  }

  /// A prompt's features, by its place in the block.
  func features(_ row: Int) -> UnsafeBufferPointer<UInt32> {
    let start = row == 0 ? 0 : Int(ends[row - 1])
    return UnsafeBufferPointer(start: list + start, count: Int(ends[row]) - start)
  }

  /// A prompt's raw shape features.
  func shape(_ row: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: shapes + row * ShapeFeatures.count, count: ShapeFeatures.count)
  }
}
