import AllocationCounter
import Benchmark
import Foundation
@_spi(Measurement) import Triage
import TriageFile

/// Decisions on prompts of 470 bytes with two heads, unless the name says otherwise.
///
/// What is the same from run to run has a threshold: allocations, reads and writes, all none. Times are only shown,
/// where asked for. Names are without spaces, because a benchmark's thresholds are not found with them.
let benchmarks: @Sendable () -> Void = {
  // Instructions are there where the machine lets them be counted.
  let times: [BenchmarkMetric] = showsTimes ? [.wallClock, .instructions] : []
  Benchmark.defaultConfiguration = .init(
    metrics: times + [.readSyscalls, .writeSyscalls, .allocations],
    timeUnits: .nanoseconds, warmupIterations: 3, scalingFactor: .kilo, maxDuration: .seconds(2))

  let prompts = Prompts(length: 470, count: 400)
  for kind in Models.Kind.allCases {
    let router = Models.router(heads: 2, kind: kind)
    Benchmark("2-heads-\(kind.rawValue)") { decide($0, router, prompts) }
  }
  let two = Models.router(heads: 2, kind: .float16)
  let twelve = Models.router(heads: 12, kind: .float16)
  Benchmark("12-heads") { decide($0, twelve, prompts) }
  Benchmark("Tokenising-and-hashing") { benchmark in
    counting(benchmark) {
      for number in benchmark.scaledIterations {
        prompts.withBytes(number) { blackHole(two.countFeatures(utf8: $0)) }
      }
    }
  }
  for length in [8_000, 100_000] {
    let long = Prompts(length: length, count: 40)
    Benchmark(
      "\(length / 1000)-KB",
      configuration: .init(metrics: Benchmark.defaultConfiguration.metrics, scalingFactor: .one)
    ) {
      decide($0, two, long)
    }
  }
  if showsTimes {
    let path = Models.file(heads: 2, kind: .float16)
    Benchmark(
      "Opening-a-file-and-deciding",
      configuration: .init(metrics: [.wallClock], scalingFactor: .one)
    ) { _ in
      blackHole(try? Router(contentsOf: path).decide("Where is my order 48213?"))
    }
  }
}

/// `scripts/benchmarks --show` asks for the times too.
private let showsTimes = ProcessInfo.processInfo.environment["TRIAGE_BENCHMARK_TIMES"] != nil

/// Decides for the prompts in turn, as often as the benchmark wants.
private func decide(_ benchmark: Benchmark, _ router: Router, _ prompts: Prompts) {
  counting(benchmark) {
    for number in benchmark.scaledIterations {
      prompts.withBytes(number) { blackHole(router.decide(utf8: $0)) }
    }
  }
}

/// Measures a body, and how often it allocates.
private func counting(_ benchmark: Benchmark, _ body: () -> Void) {
  benchmark.startMeasurement()
  let before = allocation_counter_allocations()
  body()
  let after = allocation_counter_allocations()
  benchmark.stopMeasurement()
  benchmark.measurement(.allocations, Int(after - before))
}

extension BenchmarkMetric {
  /// Calls of malloc and its kin by the measuring thread. Made with the defaults alone: a threshold is looked up by
  /// all that a metric is made with.
  static var allocations: BenchmarkMetric { .custom("Allocations") }
}
