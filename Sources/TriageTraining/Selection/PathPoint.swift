/// What one regularisation strength came to.
struct PathPoint: Sendable {
  /// λ.
  var penalty: Float
  /// Out-of-fold logits: for each head each training row.
  var outOfFold: [[Float]]
  /// The fit on all rows: for each head its sparse weights, then its dense ones.
  var sparse: [[Float]]
  var dense: [[Float]]

  /// (1 - share) · this + share · other, logits and weights alike: both are linear in the features.
  func mixed(with other: PathPoint, share: Float) -> PathPoint {
    PathPoint(
      penalty: penalty, outOfFold: mixedLogits(with: other, share: share),
      sparse: Self.mix(sparse, other.sparse, share), dense: Self.mix(dense, other.dense, share))
  }

  /// Half and half with another; itself where there is none.
  func halved(with other: PathPoint?) -> PathPoint { other.map { mixed(with: $0, share: 0.5) } ?? self }

  /// The out-of-fold logits of that mixture alone: what it is judged by.
  func mixedLogits(with other: PathPoint, share: Float) -> [[Float]] {
    Self.mix(outOfFold, other.outOfFold, share)
  }

  private static func mix(_ ours: [[Float]], _ theirs: [[Float]], _ share: Float) -> [[Float]] {
    guard share > 0 else { return ours }
    return zip(ours, theirs).map { zip($0, $1).map { (1 - share) * $0 + share * $1 } }
  }
}
