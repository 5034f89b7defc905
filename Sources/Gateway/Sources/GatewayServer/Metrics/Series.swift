import CoreMetrics
import Synchronization

/// One series: a label with its dimensions, and its value or its histogram.
final class Series: CounterHandler, FloatingPointCounterHandler, RecorderHandler, MeterHandler, TimerHandler {
  enum Kind: String {
    case counter, gauge, histogram
  }

  private struct State {
    var sum = 0.0
    var count = 0
    var buckets = [Int](repeating: 0, count: Series.bounds.count)
  }

  /// Upper bounds of the histograms' buckets, in seconds: from a tenth of a millisecond to two minutes.
  static let bounds = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120,
  ]

  let kind: Kind
  let label: String
  private let dimensions: [(String, String)]
  private let state = Mutex(State())

  init(kind: Kind, label: String, dimensions: [(String, String)]) {
    self.kind = kind
    self.label = label
    self.dimensions = dimensions
  }

  func increment(by amount: Int64) { state.withLock { $0.sum += Double(amount) } }
  func increment(by amount: Double) { state.withLock { $0.sum += amount } }
  func decrement(by amount: Double) { state.withLock { $0.sum -= amount } }
  func set(_ value: Int64) { state.withLock { $0.sum = Double(value) } }
  func set(_ value: Double) { state.withLock { $0.sum = value } }
  func reset() { state.withLock { $0 = State() } }
  func record(_ value: Int64) { record(Double(value)) }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func record(_ value: Double) {
    state.withLock { state in
      guard kind == .histogram else {
        state.sum = value
        return
      }
      state.sum += value
      state.count += 1
      if let bucket = Series.bounds.firstIndex(where: { value <= $0 }) { state.buckets[bucket] += 1 }
    }
  }

  /// The lines of this series.
  var lines: [String] {
    let state = state.withLock { $0 }
    guard kind == .histogram else { return ["\(label)\(labels()) \(state.sum)"] }
    var below = 0
    var lines: [String] = []
    for (bound, count) in zip(Series.bounds, state.buckets) {
      below += count
      lines.append("\(label)_bucket\(labels(("le", String(bound)))) \(below)")
    }
    lines.append("\(label)_bucket\(labels(("le", "+Inf"))) \(state.count)")
    lines.append("\(label)_sum\(labels()) \(state.sum)")
    lines.append("\(label)_count\(labels()) \(state.count)")
    return lines
  }

  private func labels(_ more: (String, String)...) -> String {
    let all = dimensions + more
    guard !all.isEmpty else { return "" }
    return "{" + all.map { "\($0.0)=\"\(Series.escaped($0.1))\"" }.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.append(character)
      }
    }
  }
}
