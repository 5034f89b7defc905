import CLinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The BLAS that this process runs on.
public enum Backend {
  /// The path of the library that holds `cblas_sgemm`, links resolved: reference BLAS and OpenBLAS answer to
  /// the same name, and `update-alternatives` says which one is behind it.
  public static var library: String {
    var info = Dl_info()
    let symbol = dlsym(UnsafeMutableRawPointer(bitPattern: 0), "cblas_sgemm")
    guard let symbol, dladdr(symbol, &info) != 0, let name = info.dli_fname,
      let resolved = realpath(name, nil)
    else { return "unknown" }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
