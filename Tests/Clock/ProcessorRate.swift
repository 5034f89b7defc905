#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many cycles a core does in a nanosecond just now, by a chain of which each step waits for the one before.
///
/// A step is a 64-bit multiplication and an addition, 3 cycles and 1 on x86-64 (Intel since Nehalem, AMD since Zen; Agner
/// Fog's tables). The fastest of several, as nothing makes a chain faster than the processor is.
func cyclesPerNanosecond() -> Double {
  let steps = 100_000
  let cyclesPerStep = 4
  var fastest = Int.max
  var number = UInt64(CommandLine.arguments.count)
  for _ in 0..<9 {
    let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
    for _ in 0..<steps { number = number &* number &+ 1 }
    fastest = min(fastest, nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start)
  }
  // Never so; but the chain has to be worth something to somebody.
  if number == 0 { return 0 }
  return Double(steps * cyclesPerStep) / Double(max(fastest, 1))
}
