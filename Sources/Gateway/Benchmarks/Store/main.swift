// What a record costs: open-loop arrivals (a late answer delays no later arrival), the time until each is committed,
// and the process's own CPU time, with the same arrivals and no store as the zero.
//
//   swift run -c release --package-path Sources/Gateway store-benchmark [RATE [SECONDS [FOLDER]]]
//
// `store-benchmark acknowledge PATH` writes until it is killed and prints the id of every record that was acknowledged,
// a line each: none of them may be missing afterwards.

import GatewayAccounts
import GatewayMoney
import GatewayStore
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func record(_ number: Int) -> RequestRecord {
  let usage = TokenUsage(input: 310, cachedInput: 64, output: 45)
  return RequestRecord(
    id: "\(number &* 2_654_435_761 % 4_294_967_296)-\(number)", time: WallClock.microseconds(),
    caller: "web", user: "user-\(number &* 7919 % 5000)", feature: "feature-\(number % 12)",
    conversation: "conversation-\(number / 6)", queryType: "chat", tier: 0, tierName: "small",
    model: "gpt-4o-mini", learnedTier: 0, sufficiency: 0.83, band: "clear", evidence: 0.91, cause: "learned",
    trail: ["learned"], router: "sha256:" + String(repeating: "5f", count: 32), propensity: 0.99,
    attempts: [
      AttemptRecord(
        tier: 0, model: "gpt-4o-mini", upstream: "openai", status: 200, usage: usage,
        cost: Money(picodollars: 73_500_000), firstByte: 210_000, total: 480_000)
    ],
    usage: usage, baselineCost: Money(picodollars: 1_225_000_000), baseline: "gpt-4o", firstByte: 210_400,
    total: 480_700, rules: number % 10 == 0 ? ["bulk"] : [])
}

/// Writes to the store at the path until killed; an id goes to standard output once its record is acknowledged.
func acknowledge(_ path: String) async throws {
  let store = try TrafficStore(path: path)
  await withTaskGroup(of: Void.self) { group in
    for lane in 0..<4 {
      group.addTask {
        for number in 0... {
          var record = record(number)
          record.id = "\(lane)-\(number)"
          guard await store.write(record) else {
            try? await Task.sleep(for: .milliseconds(10))
            continue
          }
          let line = Array("\(record.id)\n".utf8)
          if write(1, line, line.count) != line.count { return }
        }
      }
    }
  }
}

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "acknowledge" {
  try await acknowledge(arguments[2])
  exit(0)
}
let rate = arguments.count > 1 ? Double(arguments[1]) ?? 1000 : 1000
let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 10 : 10
let folder = arguments.count > 3 ? arguments[3] : "/tmp"
let path = "\(folder)/store-benchmark-\(getpid()).sqlite"
defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }

/// Waits in microseconds, from any thread.
final class Tally: Sendable {
  private let state: Mutex<(waits: [Double], failed: Int)>

  init(_ count: Int) {
    var waits: [Double] = []
    waits.reserveCapacity(count)
    state = Mutex((waits, 0))
  }

  func note(_ wait: Duration, _ isWritten: Bool) {
    state.withLock {
      $0.waits.append(Double(wait.components.attoseconds) / 1e12 + Double(wait.components.seconds) * 1e6)
      if !isWritten { $0.failed += 1 }
    }
  }

  var sorted: [Double] { state.withLock { $0.waits.sorted() } }
  var failures: Int { state.withLock { $0.failed } }
}

/// Arrivals at the rate; microseconds from each due time to its end, sorted.
func run(_ body: @escaping @Sendable (Int) async -> Bool) async -> (
  waits: [Double], processor: Double, failed: Int
) {
  let count = Int(rate * seconds)
  let tally = Tally(count)
  let before = processorSeconds()
  let start = ContinuousClock.now
  await withTaskGroup(of: Void.self) { group in
    for number in 0..<count {
      let due = start + .seconds(Double(number) / rate)
      let ahead = due - .now
      if ahead > .zero {
        var time = timespec(
          tv_sec: Int(ahead.components.seconds), tv_nsec: Int(ahead.components.attoseconds / 1_000_000_000))
        nanosleep(&time, nil)
      }
      let asked = ContinuousClock.now
      group.addTask { [tally, body] in
        let isWritten = await body(number)
        tally.note(ContinuousClock.now - asked, isWritten)
      }
    }
  }
  return (tally.sorted, processorSeconds() - before, tally.failures)
}

let zero = await run { number in record(number).time > 0 }
let store = try TrafficStore(path: path)
let full = await run { number in await store.write(record(number)) }
let count = Double(full.waits.count)
func at(_ share: Double) -> String { "\(Int(full.waits[min(full.waits.count - 1, Int(count * share))])) µs" }
print(
  "\(Int(rate))/s for \(Int(seconds)) s: median \(at(0.5)), p90 \(at(0.9)), p99 \(at(0.99)),",
  "p99.9 \(at(0.999)), longest \(at(1)); failed \(full.failed)")
print(
  "CPU a record: \(Int((full.processor - zero.processor) / count * 1e6)) µs",
  "(arrivals alone: \(Int(zero.processor / count * 1e6)) µs)")
print(
  "records a transaction: \(Double(store.counters.written) / Double(store.counters.transactions)),",
  "longest queue \(store.counters.longestQueue)")
var size = stat()
stat(path + "-wal", &size)
print("log: \(size.st_size / 1024) KB")
store.close()
stat(path, &size)
print("file: \(Int(Double(size.st_size) / count)) bytes a record")
