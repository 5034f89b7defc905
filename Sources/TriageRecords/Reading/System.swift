#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the C library says about an error number, e.g. `No such file or directory`.
func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}

/// How a path is named to people: `-` is the standard input.
func displayName(_ path: String) -> String { path == "-" ? "<stdin>" : path }

/// Cores that are online, 1 at least.
func availableCores() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
