#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes of memory that the machine has, or the process may have: by `ulimit -d`, or by the control group of a
/// container. What spills to disk does so by this.
package func allowedMemory() -> Int {
  var limit = rlimit()
  let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
  #if canImport(Glibc)
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit) == 0
  #else
    let isKnown = getrlimit(RLIMIT_DATA, &limit) == 0
  #endif
  let allowed = isKnown ? min(physical, Int(clamping: limit.rlim_cur)) : physical
  return min(allowed, leastNumber(inFiles: groupLimits) ?? allowed)
}

/// Where Linux tells a process in a container what its group may use, in either version of control groups.
private let groupLimits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]

/// The least positive number that one of these files begins with; nil where none does, as where it says `max`.
func leastNumber(inFiles paths: [String]) -> Int? {
  paths.compactMap { path -> Int? in
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let number = strtol(line, nil, 10)
    return number > 0 ? number : nil
  }.min()
}
