/// What one pass over a prompt yields, before calibration; lives no longer than the closure it is handed to.
@unsafe struct RawScores {
  /// A logit a head, then the log length where the model has that output.
  var outputs: UnsafePointer<Float>
  /// How much of the prompt was seen in training, 0…1.
  var evidence: Float
}
