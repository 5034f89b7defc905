/// The dense features: a dozen numbers about a prompt's shape.
///
/// | # | value | | # | value |
/// |---|---|---|---|---|
/// | 0 | log2(1 + bytes) | | 6 | operators per byte |
/// | 1 | log2(1 + words) | | 7 | brackets per byte |
/// | 2 | log2(1 + lines) | | 8 | sentence punctuation per byte |
/// | 3 | mean bytes a word | | 9 | log2(1 + question marks) |
/// | 4 | digits per byte | | 10 | bytes from 0x80 up per byte |
/// | 5 | capitals per byte | | 11 | characters of scripts without spaces per word |
///
/// Each is standardised by the training set's mean and deviation (kept in the model file) and clamped to
/// ±3 deviations, so that no prompt, however odd its shape, is pushed further by it than one at that edge.
package enum ShapeFeatures {
  /// How many there are.
  package static let count = 12
  /// The clamp, in standard deviations.
  package static let clamp: Float = 3

  /// Names for reports and explanations, in order.
  package static let names = [
    "bytes (log)", "words (log)", "lines (log)", "word length", "digits", "capitals", "operators", "brackets",
    "punctuation", "question marks", "non-ASCII", "unspaced script",
  ]

  /// The raw values, before standardising; the last four are zero.
  @inline(__always)
  package static func values(of counts: ShapeCounts) -> SIMD16<Float> {
    let perByte = 1 / Float(max(counts.bytes, 1))
    let words = Float(max(counts.words, 1))
    let logs = log2(
      1
        + SIMD4(
          Float(counts.totalBytes), Float(counts.words), Float(counts.newlines), Float(counts.questions)))
    return SIMD16(
      logs[0], logs[1], logs[2], Float(counts.wordBytes) / words,
      Float(counts.digits) * perByte, Float(counts.uppercase) * perByte,
      Float(counts.operators) * perByte, Float(counts.brackets) * perByte,
      Float(counts.punctuation) * perByte, logs[3], Float(counts.highBytes) * perByte,
      Float(counts.ideographs) / words, 0, 0, 0, 0)
  }

  /// One raw value, before standardising.
  package static func raw(_ index: Int, of counts: ShapeCounts) -> Float { values(of: counts)[index] }

  /// A value in standard deviations from the training mean, clamped; NaN-free for finite input.
  @inline(__always)
  package static func standardised(_ raw: Float, mean: Float, inverseDeviation: Float) -> Float {
    max(-clamp, min(clamp, (raw - mean) * inverseDeviation))
  }

  /// All values at once.
  @inline(__always)
  package static func standardised(
    _ raw: SIMD16<Float>, means: SIMD16<Float>, inverseDeviations: SIMD16<Float>
  ) -> SIMD16<Float> {
    let limit = SIMD16<Float>(repeating: clamp)
    let values = (raw - means) * inverseDeviations
    let below = values.replacing(with: limit, where: values .> limit)
    return below.replacing(with: -limit, where: below .< -limit)
  }
}
