#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension TrafficReader {
  /// Writes outcome records (JSON Lines) to a file, which appears whole or not at all; only its owner can read it, for
  /// it may hold prompts.
  public func export(
    to path: String, from: Int64 = .min, until to: Int64 = .max
  ) throws(StoreError) -> Exported {
    let partial = path + ".partial"
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0, let file = fdopen(descriptor, "w") else {
      throw StoreError("cannot write \(partial): \(String(cString: strerror(errno)))")
    }
    var isComplete = true
    var exported = Exported()
    do {
      exported = try export(from: from, to: to) { line in
        if fwrite(line, 1, line.count, file) != line.count { isComplete = false }
      }
    } catch {
      fclose(file)
      unlink(partial)
      throw error
    }
    if fclose(file) != 0 { isComplete = false }
    guard isComplete, rename(partial, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(partial)
      throw StoreError("cannot write \(path): \(reason)")
    }
    return exported
  }
}
