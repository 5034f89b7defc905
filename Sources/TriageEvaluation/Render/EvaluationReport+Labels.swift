import TriageMetrics

extension EvaluationReport {
  /// A value in print.
  static func value(_ measure: Measure, _ percent: Bool = false) -> String {
    guard let measure else { return Numbers.dash }
    return percent ? Numbers.percent(measure.value, 1) : Numbers.fixed(measure.value, 3)
  }

  /// An interval in print, "0.661 to 0.748".
  static func interval(_ measure: Measure, _ percent: Bool = false) -> String {
    // An exact value, such as random's, has no width to show.
    guard let measure, measure.low < measure.high else { return "" }
    return percent
      ? "\(Numbers.fixed(measure.low * 100, 1)) to \(Numbers.percent(measure.high, 1))"
      : "\(Numbers.fixed(measure.low, 3)) to \(Numbers.fixed(measure.high, 3))"
  }

  /// A baseline's name; a single model says whether it is the best one or the top tier's.
  func name(of baseline: BaselineReport) -> String {
    guard baseline.key.hasPrefix("model:") else { return baseline.label }
    var roles: [String] = []
    if baseline.model == self.baseline("best_single")?.model { roles.append("best single") }
    if baseline.model == topModel { roles.append("top") }
    return roles.isEmpty ? baseline.label : "\(baseline.label) (\(roles.joined(separator: ", ")))"
  }
}
