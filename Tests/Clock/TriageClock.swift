@_spi(Measurement) import Triage
import TriageFile

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Times decisions inside one process, at the word of another: what `scripts/bench-peers` drives.
///
/// ```
/// TriageClock MODEL PROMPTS     prompts: a 32-bit little-endian length and the bytes, each
/// TriageClock MODEL --first TEXT   load, decide once, end
/// ```
///
/// A command a line on standard input, an answer a line on standard output, until the input ends:
///
/// ```
/// pass N      decide for all prompts N times; nanoseconds of the thread's time a prompt
/// portable N  the same without what other processors may lack
/// scan N      the same for tokenising and hashing alone
/// singles N   each prompt N times, timed one by one: nanoseconds by the wall clock, its own share taken off,
///             in the order of the prompts, N each; again where the system took the core away meanwhile
/// rate        cycles that the core does in a nanosecond, 0 where that is not known
/// wide        1 where `pass` does what other processors may lack, else 0
/// resident    kilobytes that the process holds
/// ```
@main
struct TriageClock {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { return fail("usage: TriageClock MODEL PROMPTS | MODEL --first TEXT") }
    if arguments[2] == "--first" {
      do {
        let router = try Router(contentsOf: arguments[1])
        print(router.decide(arguments.count > 3 ? arguments[3] : "").tier)
      } catch {
        fail("\(error)")
      }
      return
    }
    guard let prompts = PromptFile(path: arguments[2]) else {
      return fail("\(arguments[2]): not a prompt file")
    }
    let before = residentKilobytes()
    do {
      let clock = RouterClock(router: try Router(contentsOf: arguments[1]), prompts: prompts)
      print("ready \(prompts.count) \(before)")
      fflush(nil)
      while let line = readLine() {
        let words = line.split(separator: " ")
        let count = words.count > 1 ? Int(words[1]) ?? 1 : 1
        switch words.first {
        case "pass": print(clock.pass(count))
        case "portable": print(clock.portable(count))
        case "scan": print(clock.scan(count))
        case "singles": print(clock.singles(count).map { "\($0)" }.joined(separator: " "))
        case "wide": print(clock.router.readsWide ? 1 : 0)
        case "rate": print(cyclesPerNanosecond())
        case "resident": print(residentKilobytes())
        default: print("unknown command")
        }
        fflush(nil)
      }
    } catch {
      fail("\(error)")
    }
  }

  static func fail(_ message: String) {
    let line = "TriageClock: \(message)\n"
    _ = write(2, line, line.utf8.count)
    exit(64)
  }
}

/// Nanoseconds of a clock that does not jump; or those that this thread was at work, which another process on
/// the same core cannot stretch, at the price of a system call.
@inline(__always)
func nanoseconds(of clock: clockid_t = CLOCK_MONOTONIC) -> Int {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
}

/// How often the system took the core from this thread so far; 0 where it does not say.
func involuntarySwitches() -> Int {
  #if os(Linux)
    var usage = rusage()
    // RUSAGE_THREAD, whose name is not in every header.
    _ = withUnsafeMutablePointer(to: &usage) { getrusage(numericCast(1), $0) }
    return usage.ru_nivcsw
  #else
    return 0
  #endif
}

/// Kilobytes of memory that the process holds, mapped files included; 0 where the system does not say.
func residentKilobytes() -> Int {
  guard let status = fopen("/proc/self/status", "r") else { return 0 }
  defer { fclose(status) }
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, status) != nil {
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if text.hasPrefix("VmRSS:") { return Int(text.filter(\.isNumber)) ?? 0 }
  }
  return 0
}
