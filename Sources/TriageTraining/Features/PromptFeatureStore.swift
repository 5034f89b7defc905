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

/// Collects the features of a block's prompts.
struct FeatureBlock: Sendable {
  private var ends: [UInt32] = []
  private var features: [UInt32] = []
  private var shapes: [PackedShape] = []

  var count: Int { ends.count }

  /// Adds a prompt.
  mutating func append(_ features: some Collection<UInt32>, _ counts: ShapeCounts) {
    append(features, PackedShape(counts))
  }

  /// Adds a prompt by its features and its packed counts.
  mutating func append(_ features: some Collection<UInt32>, _ shape: PackedShape) {
    self.features.append(contentsOf: features)
    ends.append(UInt32(self.features.count))
    shapes.append(shape)
  }

  /// The block as ``FeatureRows`` reads it.
  func packed() -> PackedFeatures {
    let packed = SpillBlock(
      capacity: 16 + MemoryLayout<PackedShape>.stride * shapes.count + 4 * (ends.count + features.count))
    packed.put([UInt32(count), 0, 0, 0])
    packed.put(shapes)
    packed.put(ends)
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
        left.append(rows.features(row), rows.packedShape(row))
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
  // Packed counts, which may lie at any address, then where each prompt's features end, then the features.
  private let shapes: UnsafeRawPointer
  private let ends: UnsafePointer<UInt32>
  private let list: UnsafePointer<UInt32>

  init(_ base: UnsafeRawPointer, first: Int) {
    self.first = first
    count = Int(base.assumingMemoryBound(to: UInt32.self)[0])
    shapes = base + 16
    ends = (shapes + count * MemoryLayout<PackedShape>.stride).assumingMemoryBound(to: UInt32.self)
    list = ends + count
  }

  /// A prompt's features, by its place in the block.
  func features(_ row: Int) -> UnsafeBufferPointer<UInt32> {
    let start = row == 0 ? 0 : Int(ends[row - 1])
    return UnsafeBufferPointer(start: list + start, count: Int(ends[row]) - start)
  }

  /// A prompt's counts as they lie in memory.
  func packedShape(_ row: Int) -> PackedShape {
    shapes.loadUnaligned(fromByteOffset: row * MemoryLayout<PackedShape>.stride, as: PackedShape.self)
  }

  /// A prompt's counts.
  func counts(_ row: Int) -> ShapeCounts { packedShape(row).counts }

  /// A prompt's raw shape features, ``ShapeFeatures/count`` of them and zeros.
  func shape(_ row: Int) -> SIMD16<Float> { ShapeFeatures.values(of: counts(row)) }
}
