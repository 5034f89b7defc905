/// How many requests ended in the last minute and how long they took, in memory that does not grow with traffic.
///
/// Sixty slots of a second, each with a histogram whose buckets grow by a tenth (from 50 µs to about 20 minutes), so a
/// percentile is at most 10 % too high. A value; the owner locks it.
struct LatencyWindow: Sendable {
  static let seconds = 60
  private static let buckets = 180
  private static let smallest = 50.0
  private static let growth = 1.1

  private struct Slot {
    /// Which second it counts; an older one counts nothing.
    var second = Int64.min
    var requests = 0
    var firstByte: [UInt32] = []
    var total: [UInt32] = []
  }

  private var slots = [Slot](repeating: Slot(), count: LatencyWindow.seconds)

  /// Counts a request that ended in this second. Times are microseconds; nil where there was none.
  mutating func add(second: Int64, firstByte: Int64?, total: Int64?) {
    let index = Int(second % Int64(LatencyWindow.seconds))
    guard slots.indices.contains(index), second >= slots[index].second else { return }
    if slots[index].second != second {
      slots[index].second = second
      slots[index].requests = 0
      slots[index].firstByte = [UInt32](repeating: 0, count: LatencyWindow.buckets)
      slots[index].total = slots[index].firstByte
    }
    slots[index].requests += 1
    if let firstByte { slots[index].firstByte[LatencyWindow.bucket(firstByte)] += 1 }
    if let total { slots[index].total[LatencyWindow.bucket(total)] += 1 }
  }

  /// Requests a second over the last ten whole seconds before this one.
  func rate(second: Int64) -> Double {
    let sum = slots.reduce(0) { $0 + ((second - 10..<second).contains($1.second) ? $1.requests : 0) }
    return Double(sum) / 10
  }

  /// What happened in the minute that ends with this second.
  func summary(second: Int64) -> Summary {
    let live = slots.filter { $0.second > second - Int64(LatencyWindow.seconds) && $0.second <= second }
    return Summary(
      requests: live.reduce(0) { $0 + $1.requests }, firstByte: Percentiles(live.map(\.firstByte)),
      total: Percentiles(live.map(\.total)))
  }

  struct Summary: Sendable {
    var requests: Int
    var firstByte: Percentiles?
    var total: Percentiles?
  }

  /// Microseconds that half, 95 and 99 of 100 did not exceed.
  struct Percentiles: Sendable, Equatable {
    var p50: Int64
    var p95: Int64
    var p99: Int64

    fileprivate init?(_ histograms: [[UInt32]]) {
      var counts = [Int](repeating: 0, count: LatencyWindow.buckets)
      for histogram in histograms {
        for (bucket, count) in histogram.enumerated() { counts[bucket] += Int(count) }
      }
      let all = counts.reduce(0, +)
      guard all > 0 else { return nil }
      func at(_ percent: Int) -> Int64 {
        let rank = (all * percent + 99) / 100
        var below = 0
        for (bucket, count) in counts.enumerated() {
          below += count
          if below >= rank { return LatencyWindow.bound(bucket) }
        }
        return LatencyWindow.bound(LatencyWindow.buckets - 1)
      }
      (p50, p95, p99) = (at(50), at(95), at(99))
    }
  }

  /// Upper bounds of the buckets.
  private static let bounds: [Int64] = {
    var bounds: [Int64] = []
    var bound = smallest
    for _ in 0..<buckets {
      bounds.append(Int64(bound.rounded()))
      bound *= growth
    }
    return bounds
  }()

  private static func bound(_ bucket: Int) -> Int64 { bounds[bucket] }

  /// The first bucket whose bound is not below the time.
  private static func bucket(_ time: Int64) -> Int {
    var (low, high) = (0, buckets - 1)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
