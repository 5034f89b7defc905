import CLinearAlgebra

/// x ← alpha · x (BLAS `sscal`).
public func scale(_ x: inout [Float], by alpha: Float) {
  cblas_sscal(Int32(x.count), alpha, &x, 1)
}

/// The largest absolute value in x, 0 for none (BLAS `isamax`).
public func largestMagnitude(_ x: [Float]) -> Float {
  guard !x.isEmpty else { return 0 }
  return abs(x[Int(cblas_isamax(Int32(x.count), x, 1))])
}
