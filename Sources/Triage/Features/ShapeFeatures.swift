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

  /// One raw value, before standardising.
  @inline(__always)
  package static func raw(_ index: Int, of counts: ShapeCounts) -> Float {
    let perByte = 1 / Float(max(counts.bytes, 1))
    return switch index {
    case 0: log2(1 + Float(counts.totalBytes))
    case 1: log2(1 + Float(counts.words))
    case 2: log2(1 + Float(counts.newlines))
    case 3: Float(counts.wordBytes) / Float(max(counts.words, 1))
    case 4: Float(counts.digits) * perByte
    case 5: Float(counts.uppercase) * perByte
    case 6: Float(counts.operators) * perByte
    case 7: Float(counts.brackets) * perByte
    case 8: Float(counts.punctuation) * perByte
    case 9: log2(1 + Float(counts.questions))
    case 10: Float(counts.highBytes) * perByte
    default: Float(counts.ideographs) / Float(max(counts.words, 1))
    }
  }

  /// A value in standard deviations from the training mean, clamped; NaN-free for finite input.
  @inline(__always)
  package static func standardised(_ raw: Float, mean: Float, inverseDeviation: Float) -> Float {
    max(-clamp, min(clamp, (raw - mean) * inverseDeviation))
  }
}
