#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many cycles a core does in a nanosecond just now, by a chain of which each step waits for the one before; 0 where it
/// is not known how many cycles a step takes.
///
/// A step is a 64-bit multiplication and an addition of two registers: 3 cycles and 1 on Intel's processors since Nehalem and
/// AMD's since Zen 2 (Agner Fog, "Instruction tables"). The fastest of several, so that an interruption does not count.
func cyclesPerNanosecond() -> Double {
  #if arch(x86_64)
    let steps = 100_000
    let cyclesPerStep = 4
    // Not known beforehand: of a constant the compiler could say what the chain comes to.
    let addend = UInt64(CommandLine.arguments.count)
    var number = addend
    var fastest = Int.max
    for _ in 0..<9 {
      let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
      for _ in 0..<steps { number = number &* number &+ addend }
      fastest = min(fastest, nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start)
    }
    keep(Int(truncatingIfNeeded: number))
    return Double(steps * cyclesPerStep) / Double(max(fastest, 1))
  #else
    return 0
  #endif
}
