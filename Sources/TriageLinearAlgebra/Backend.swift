#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The BLAS that this process runs on.
public enum Backend {
  /// The file that holds it: reference BLAS and OpenBLAS answer to the same name, and which one stands behind
  /// it is up to the system's alternatives. Read from the process's own memory map, where links are resolved.
  public static var library: String {
    #if os(Linux)
      guard let file = fopen("/proc/self/maps", "r") else { return "unknown" }
      defer { fclose(file) }
      var line: UnsafeMutablePointer<CChar>?
      var capacity = 0
      defer { free(line) }
      while getline(&line, &capacity, file) > 0 {
        guard let line else { break }
        let text = String(cString: line)
        guard let slash = text.firstIndex(of: "/") else { continue }
        let path = text[slash...].prefix { $0 != "\n" }
        let name = path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...]
        if name.hasPrefix("libblas") || name.hasPrefix("libopenblas") { return String(path) }
      }
      return "unknown"
    #else
      return "Accelerate"
    #endif
  }
}
