import CLinearAlgebra

/// The factor of a small symmetric positive definite matrix: A = UᵀU.
///
/// Column-major upper triangle, as LAPACK wants it; for a symmetric matrix that is the row-major lower one,
/// so callers need not care.
public struct Cholesky: Sendable {
  /// The order of the matrix.
  public let order: Int
  private var factor: [Double]

  /// Factorises a matrix of `order × order` numbers (LAPACK `dpotrf`), O(order³).
  ///
  /// - Returns: nil if the matrix is not positive definite.
  public init?(_ matrix: [Double], order: Int) {
    precondition(matrix.count == order * order, "expected \(order)×\(order) numbers")
    self.order = order
    factor = matrix
    var n = Int32(order)
    var info: Int32 = 0
    var leading = n
    dpotrf_("U", &n, &factor, &leading, &info, 1)
    guard info == 0 else { return nil }
  }

  /// x such that A x = b (LAPACK `dpotrs`), O(order²).
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "expected \(order) numbers")
    var x = b
    var n = Int32(order)
    var leading = n
    var columns: Int32 = 1
    var leadingB = n
    var info: Int32 = 0
    dpotrs_("U", &n, &columns, factor, &leading, &x, &leadingB, &info, 1)
    return x
  }
}
