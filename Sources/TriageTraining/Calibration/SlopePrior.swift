/// What is known of a calibrator's slope before any prediction is compared with what came true: a two-piece Gaussian, and its
/// sign.
///
/// A head's logits are those of a logistic regression, which need no slope but 1; more where strong regularisation made
/// them timid, and hardly less. A tier's sufficiency falls with the gain that calibrated heads predict at least as fast
/// as 1 - gain, whose logit has the slope -4 at one half. So towards flatter slopes the deviation is a quarter of the mean,
/// towards steeper ones the mean itself. The two widths were chosen on draws of 50 to 500 training rows (see the module's
/// notes); from some thousands of records on they hardly matter.
struct SlopePrior: Sendable {
  /// The most probable slope.
  let mean: Double

  static let head = SlopePrior(mean: 1)
  static let tier = SlopePrior(mean: -4)

  /// One over the variance on this slope's side of the mean.
  func precision(_ slope: Double) -> Double { (slope / mean < 1 ? 16 : 1) / (mean * mean) }

  /// -log density, without its constant.
  func penalty(_ slope: Double) -> Double { 0.5 * precision(slope) * (slope - mean) * (slope - mean) }

  /// The flattest slope that a fit may have: it still ranks as the predictions do, whatever chance says of them.
  var flattest: Double { mean / 16 }

  /// Whether a slope has the mean's sign and is not flatter than ``flattest``.
  func allows(_ slope: Double) -> Bool { slope / mean >= flattest / mean }
}
