import CoreMetrics
import Testing

@testable import GatewayServer

@Suite("Metrics")
struct MetricsTests {
  @Test("Counters add, gauges keep the last value, labels are escaped, and all of it parses")
  func text() throws {
    let registry = PrometheusRegistry()
    let odd = "a\"b\\c\nd"
    registry.makeCounter(label: "c_total", dimensions: [("l", odd)]).increment(by: 2)
    registry.makeCounter(label: "c_total", dimensions: [("l", odd)]).increment(by: 3)
    registry.makeFloatingPointCounter(label: "f_total", dimensions: []).increment(by: 0.25)
    registry.makeRecorder(label: "g", dimensions: [], aggregate: false).record(7.0)
    registry.makeRecorder(label: "g", dimensions: [], aggregate: false).record(5.0)
    registry.makeMeter(label: "m", dimensions: []).set(-1.5)
    let samples = try Prometheus.parse(registry.text())
    #expect(samples.first { $0.name == "c_total" }?.value == 5)
    #expect(samples.first { $0.name == "c_total" }?.labels == ["l": odd])
    #expect(samples.first { $0.name == "f_total" }?.value == 0.25)
    #expect(samples.first { $0.name == "g" }?.value == 5)
    #expect(samples.first { $0.name == "m" }?.value == -1.5)
  }

  @Test("A histogram's buckets count what lies at or below their bounds")
  func histogram() throws {
    let registry = PrometheusRegistry()
    let timer = registry.makeTimer(label: "t_seconds", dimensions: [("tier", "small")])
    // On a bound, between two, and beyond the last.
    for nanoseconds in [1_000_000, 1_000_001, 300_000_000_000] as [Int64] {
      timer.recordNanoseconds(nanoseconds)
    }
    let samples = try Prometheus.parse(registry.text())
    func bucket(_ bound: String) -> Double? {
      samples.first { $0.name == "t_seconds_bucket" && $0.labels["le"] == bound }?.value
    }
    #expect(bucket("0.0005") == 0)
    #expect(bucket("0.001") == 1)
    #expect(bucket("0.0025") == 2)
    #expect(bucket("120.0") == 2)
    #expect(bucket("+Inf") == 3)
    let sum = samples.first { $0.name == "t_seconds_sum" }?.value ?? 0
    #expect(abs(sum - 300.002000001) < 1e-9)
  }

  @Test("Percentiles of a minute are at most a tenth too high, and what is older is forgotten")
  func window() throws {
    var window = LatencyWindow()
    var times: [Int64] = []
    var state: UInt64 = 7
    for number in 0..<5000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let time = 100 + Int64(state >> 40) % 900_000
      times.append(time)
      window.add(second: 1000 + Int64(number / 100), firstByte: time / 2, total: time)
    }
    times.sort()
    let summary = window.summary(second: 1049)
    #expect(summary.requests == 5000)
    let total = try #require(summary.total)
    for (found, percent) in [(total.p50, 50), (total.p95, 95), (total.p99, 99)] {
      let exact = times[(times.count * percent + 99) / 100 - 1]
      #expect(found >= exact && Double(found) <= Double(exact) * 1.11)
    }
    #expect(window.rate(second: 1050) == 100)
    #expect(window.summary(second: 1100).requests == 900)
    #expect(window.summary(second: 1200).requests == 0)
    #expect(window.summary(second: 1200).total == nil)
    // The same slot a minute later begins at nothing.
    window.add(second: 1060, firstByte: nil, total: nil)
    #expect(window.summary(second: 1060).requests == 4900 + 1)
  }
}
