/// The counts of a prompt's shape as a trainer keeps them for millions of prompts: 32 bytes for 80.
///
/// Every count but that of all bytes is of what was read, ``ModelFormat/maximumWindow`` bytes at most, and fits into 16
/// bits.
package struct PackedShape: Sendable, BitwiseCopyable {
  private var read: SIMD8<UInt16>
  private var totalBytes: Int
  private var symbols: UInt64

  /// Packs counts that a walk over a prompt came to.
  package init(_ counts: ShapeCounts) {
    read = SIMD8(truncatingIfNeeded: counts.read)
    totalBytes = counts.totalBytes
    symbols = counts.symbols
  }

  /// What was packed.
  package var counts: ShapeCounts {
    var counts = ShapeCounts()
    counts.read = SIMD8(truncatingIfNeeded: read)
    counts.totalBytes = totalBytes
    counts.symbols = symbols
    return counts
  }
}
