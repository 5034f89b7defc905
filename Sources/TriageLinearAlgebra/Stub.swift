import CLinearAlgebra
func placeholder() -> Int { var i: Int32 = 0; var x = 1.0, y = 2.0, n: Int32 = 1; dposv_("U", &n, &n, &x, &n, &y, &n, &i, 1); return Int(cblas_ddot(1, [1], 1, [1], 1)) }
