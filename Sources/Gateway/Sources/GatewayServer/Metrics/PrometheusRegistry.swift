public import CoreMetrics
import Synchronization

/// Keeps what swift-metrics reports and writes it in Prometheus's text format.
///
/// Counters add up, timers and recorders fill histograms, gauges keep the last value. A label with the same dimensions is one
/// series for as long as the process lives.
public final class PrometheusRegistry: MetricsFactory {
  struct Key: Hashable {
    var label: String
    var dimensions: [String]
  }

  private let series = Mutex<[Key: Series]>([:])

  /// The process's registry: swift-metrics reports to it from the first use on.
  public static let installed: PrometheusRegistry = {
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    return registry
  }()

  /// An empty registry.
  public init() {}

  private func find(_ kind: Series.Kind, _ label: String, _ dimensions: [(String, String)]) -> Series {
    let key = Key(label: label, dimensions: dimensions.flatMap { [$0.0, $0.1] })
    return series.withLock { series in
      if let known = series[key] { return known }
      let made = Series(kind: kind, label: label, dimensions: dimensions)
      series[key] = made
      return made
    }
  }

  /// A counter of whole numbers.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    find(.counter, label, dimensions)
  }

  /// A counter of fractions.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    find(.counter, label, dimensions)
  }

  /// A histogram, or a gauge where no distribution is wanted.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    find(aggregate ? .histogram : .gauge, label, dimensions)
  }

  /// A gauge that can also go up and down.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    find(.gauge, label, dimensions)
  }

  /// A histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    find(.histogram, label, dimensions)
  }

  /// Series live as long as the process.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Series live as long as the process.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Series live as long as the process.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Series live as long as the process.
  public func destroyMeter(_ handler: any MeterHandler) {}
  /// Series live as long as the process.
  public func destroyTimer(_ handler: any TimerHandler) {}

  /// Every series, by label, in Prometheus's text format 0.0.4.
  public func text() -> String {
    let all = series.withLock { Array($0.values) }
    var lines: [String] = []
    for (label, group) in Dictionary(grouping: all, by: \.label).sorted(by: { $0.key < $1.key }) {
      lines.append("# TYPE \(label) \(group[0].kind.rawValue)")
      lines += group.map(\.lines).sorted { $0.lexicographicallyPrecedes($1) }.joined()
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
