/// The counts of a prompt's shape as a trainer keeps them for millions of prompts: 32 bytes for 80.
///
/// Every count but that of all bytes is of what was read, ``ModelFormat/maximumWindow`` bytes at most, and fits into 16
/// bits; of all bytes there are fewer than 2^48.
package struct PackedShape: Sendable, BitwiseCopyable {
  private var numbers: SIMD16<UInt16>

  /// Packs counts that a walk over a prompt came to.
  package init(_ counts: ShapeCounts) {
    numbers = SIMD16()
    for part in 0..<3 { numbers[part] = UInt16(truncatingIfNeeded: counts.totalBytes >> (16 * part)) }
    numbers[3] = UInt16(truncatingIfNeeded: counts.bytes)
    numbers[4] = UInt16(truncatingIfNeeded: counts.words)
    numbers[5] = UInt16(truncatingIfNeeded: counts.wordBytes)
    numbers[6] = UInt16(truncatingIfNeeded: counts.digits)
    numbers[7] = UInt16(truncatingIfNeeded: counts.uppercase)
    numbers[8] = UInt16(truncatingIfNeeded: counts.highBytes)
    numbers[9] = UInt16(truncatingIfNeeded: counts.ideographs)
    numbers[10] = UInt16(truncatingIfNeeded: counts.newlines)
    for lane in 0..<4 { numbers[11 + lane] = UInt16(truncatingIfNeeded: counts.symbols >> UInt64(16 * lane)) }
  }

  /// What was packed.
  package var counts: ShapeCounts {
    var counts = ShapeCounts()
    counts.totalBytes = Int(numbers[0]) | Int(numbers[1]) << 16 | Int(numbers[2]) << 32
    counts.bytes = Int(numbers[3])
    counts.words = Int(numbers[4])
    counts.wordBytes = Int(numbers[5])
    counts.digits = Int(numbers[6])
    counts.uppercase = Int(numbers[7])
    counts.highBytes = Int(numbers[8])
    counts.ideographs = Int(numbers[9])
    counts.newlines = Int(numbers[10])
    for lane in 0..<4 { counts.symbols |= UInt64(numbers[11 + lane]) << UInt64(16 * lane) }
    return counts
  }
}
