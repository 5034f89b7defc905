import CLinearAlgebra

/// xᵀy (BLAS `ddot`).
public func dot(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "vectors of \(x.count) and \(y.count) numbers")
  return cblas_ddot(Int32(x.count), x, 1, y, 1)
}

/// xᵀy (BLAS `sdot`).
public func dot(_ x: [Float], _ y: [Float]) -> Float {
  precondition(x.count == y.count, "vectors of \(x.count) and \(y.count) numbers")
  return cblas_sdot(Int32(x.count), x, 1, y, 1)
}

/// y ← y + alpha · x (BLAS `saxpy`).
public func add(_ alpha: Float, times x: [Float], to y: inout [Float]) {
  precondition(x.count == y.count, "vectors of \(x.count) and \(y.count) numbers")
  cblas_saxpy(Int32(x.count), alpha, x, 1, &y, 1)
}

/// x ← alpha · x (BLAS `sscal`).
public func scale(_ x: inout [Float], by alpha: Float) {
  cblas_sscal(Int32(x.count), alpha, &x, 1)
}

/// The Euclidean length of x (BLAS `dnrm2`), without overflow.
public func norm(_ x: [Double]) -> Double {
  cblas_dnrm2(Int32(x.count), x, 1)
}

/// The largest absolute value in x, 0 for none (BLAS `isamax`).
public func largestMagnitude(_ x: [Float]) -> Float {
  guard !x.isEmpty else { return 0 }
  return abs(x[Int(cblas_isamax(Int32(x.count), x, 1))])
}
