import Triage

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
