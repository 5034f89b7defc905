/// When to stop.
struct NewtonSettings: Sendable {
  /// Stop a lane when its gradient has shrunk to this share of what it was at zero weights.
  var tolerance = 1e-3
  /// Newton steps at most.
  var maximumSteps = 30
  /// Conjugate-gradient products a step at most.
  var maximumProducts = 20
  /// A step is solved until its residual has shrunk to this share.
  var forcing = 0.1

  /// The first steps are taken on every so many-th block, where that leaves a few; 1 for none.
  var sampling = 1

  /// Where nothing is compared: two steps of five products, for a held-out log loss within 0.001 of the optimum's on a million
  /// rows. Of many rows the first is taken on an eighth: it only finds where the second starts from.
  static let fixed = NewtonSettings(
    tolerance: 0.02, maximumSteps: 2, maximumProducts: 5, forcing: 0.2, sampling: 8)
}
