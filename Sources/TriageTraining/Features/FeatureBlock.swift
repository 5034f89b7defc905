import Triage
import TriageRecords

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
