#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The real sets, where they are: in `TRIAGE_DATASETS`, or beside the package.
enum Datasets {
  static func path(_ name: String, file: String = #filePath) -> String? {
    let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    let folder = getenv("TRIAGE_DATASETS").map { String(cString: $0) } ?? "\(root)/../shared/datasets"
    let path = "\(folder)/\(name).jsonl"
    return access(path, R_OK) == 0 ? path : nil
  }

  static func has(_ name: String) -> Bool { path(name) != nil }
}
