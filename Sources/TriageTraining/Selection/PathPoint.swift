/// What one regularisation strength came to.
struct PathPoint: Sendable {
  /// λ.
  var penalty: Float
  /// Newton steps and products with the Hessian that it took, over all blocks of problems.
  var steps = 0
  var products = 0
  /// Out-of-fold logits: for each head each training row.
  var outOfFold: [[Float]]
  /// The fit on all rows: for each head its sparse weights, then its dense ones.
  var sparse: [[Float]]
  var dense: [[Float]]

  /// (1 - share) · this + share · other, logits and weights alike: both are linear in the features.
  func mixed(with other: PathPoint, share: Float) -> PathPoint {
    func mix(_ ours: [[Float]], _ theirs: [[Float]]) -> [[Float]] {
      zip(ours, theirs).map { zip($0, $1).map { (1 - share) * $0 + share * $1 } }
    }
    return PathPoint(
      penalty: penalty, outOfFold: mix(outOfFold, other.outOfFold), sparse: mix(sparse, other.sparse),
      dense: mix(dense, other.dense))
  }
}
