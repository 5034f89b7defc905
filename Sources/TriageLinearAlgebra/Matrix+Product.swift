import CLinearAlgebra

/// Whether a factor of a product is taken as it stands or transposed.
public enum Transposition: Sendable {
  /// A
  case none
  /// Aᵀ
  case transposed

  var flag: CBLAS_TRANSPOSE { self == .none ? CblasNoTrans : CblasTrans }
}

/// result ← alpha · op(a) · op(b) + beta · result (BLAS `sgemm`), O(m·n·k).
///
/// - Precondition: the shapes fit.
public func multiply(
  _ a: Matrix, _ transposeA: Transposition = .none, _ b: Matrix, _ transposeB: Transposition = .none,
  alpha: Float = 1, beta: Float = 0, into result: inout Matrix
) {
  let m = transposeA == .none ? a.rows : a.columns
  let k = transposeA == .none ? a.columns : a.rows
  let n = transposeB == .none ? b.columns : b.rows
  precondition((transposeB == .none ? b.rows : b.columns) == k, "inner sizes differ")
  precondition(result.rows == m && result.columns == n, "the result has the wrong shape")
  guard m > 0, n > 0 else { return }
  // A factor without columns is not a matrix to BLAS; the result is then beta times itself.
  guard k > 0 else { return result.values = result.values.map { beta == 0 ? 0 : beta * $0 } }
  cblas_sgemm(
    CblasRowMajor, transposeA.flag, transposeB.flag, Int32(m), Int32(n), Int32(k), alpha, a.values,
    Int32(a.columns), b.values, Int32(b.columns), beta, &result.values, Int32(n))
}

/// A row-major matrix in somebody else's memory.
///
/// The owner keeps the memory alive and undisturbed while the view is used; views are made for one call.
public struct MatrixView {
  let base: UnsafeMutablePointer<Float>
  let rows: Int
  let columns: Int

  /// A view of `rows × columns` numbers at `base`.
  public init(_ base: UnsafeMutablePointer<Float>, rows: Int, columns: Int) {
    self.base = base
    self.rows = rows
    self.columns = columns
  }
}

/// result ← op(a) · b + beta · result, in memory that is not a ``Matrix`` (BLAS `sgemm`).
///
/// - Precondition: the shapes fit.
public func multiply(
  _ a: Matrix, _ transposeA: Transposition, _ b: MatrixView, beta: Float, into result: MatrixView
) {
  let m = transposeA == .none ? a.rows : a.columns
  let k = transposeA == .none ? a.columns : a.rows
  precondition(b.rows == k && result.rows == m && result.columns == b.columns, "the shapes do not fit")
  guard m > 0, b.columns > 0 else { return }
  guard k > 0 else {
    for index in 0..<m * b.columns { result.base[index] *= beta }
    return
  }
  cblas_sgemm(
    CblasRowMajor, transposeA.flag, CblasNoTrans, Int32(m), Int32(b.columns), Int32(k), 1, a.values,
    Int32(a.columns), b.base, Int32(b.columns), beta, result.base, Int32(b.columns))
}
