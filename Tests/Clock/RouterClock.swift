@_spi(Measurement) import Triage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Times a router over prompts that are in memory.
struct RouterClock {
  let router: Router
  let prompts: PromptFile

  /// Nanoseconds a decision, over `count` passes.
  func pass(_ count: Int) -> Double {
    time(count) { router.decide(utf8: $0).tier }
  }

  /// The same without what other processors may lack.
  func portable(_ count: Int) -> Double {
    let router = router.portable()
    return time(count) { router.decide(utf8: $0).tier }
  }

  /// Nanoseconds a prompt for the walk alone.
  func scan(_ count: Int) -> Double {
    time(count) { router.countFeatures(utf8: $0) }
  }

  /// Nanoseconds of single decisions, `count` a prompt.
  ///
  /// What two readings of the clock cost with nothing between them, the median of many, is taken off. A decision
  /// during which the system gave the core to somebody else is timed again: that wait is not its own.
  func singles(_ count: Int) -> [Int] {
    var empty: [Int] = []
    for _ in 0..<10_001 {
      let start = nanoseconds()
      empty.append(nanoseconds() - start)
    }
    let overhead = empty.sorted()[5_000]
    var times = [Int](repeating: 0, count: prompts.count * count)
    var sum = 0
    for round in 0..<count {
      var index = round
      prompts.forEach { prompt in
        var switches = involuntarySwitches()
        for _ in 0..<8 {
          let start = nanoseconds()
          sum += router.decide(utf8: prompt).tier
          times[index] = nanoseconds() - start - overhead
          let after = involuntarySwitches()
          if after == switches { break }
          switches = after
        }
        index += count
      }
    }
    keep(sum)
    return times
  }

  @inline(__always)
  private func time(_ count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Int) -> Double {
    var sum = 0
    let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
    for _ in 0..<count { prompts.forEach { sum += body($0) } }
    let elapsed = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start
    keep(sum)
    return Double(elapsed) / Double(count * prompts.count)
  }
}

/// Keeps the optimiser from leaving out what `value` was made from.
@inline(never)
func keep(_ value: Int) {
  if value == Int.min { print(value) }
}
