import TriageMetrics

extension EvaluationReport {
  /// The curve as CSV (RFC 4180: CRLF line ends, fields quoted where they must be), one threshold a line.
  ///
  /// Columns: threshold, strong_share, cost, quality, quality_low, quality_high. Numbers are written in full, so
  /// that they read back as the same doubles.
  public func renderCSV() -> String {
    var lines = [["threshold", "strong_share", "cost", "quality", "quality_low", "quality_high"]]
    for point in curve {
      lines.append(
        [
          point.threshold, point.strongShare, point.cost, point.quality, point.qualityLow, point.qualityHigh,
        ].map { "\($0)" })
    }
    return lines.map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// The baselines and the router's operating points as CSV, one policy a line, for those who plot elsewhere.
  ///
  /// Columns: policy, cost, quality, apgr. What is undefined is an empty field.
  public func renderPoliciesCSV() -> String {
    var lines = [["policy", "cost", "quality", "apgr"]]
    func text(_ measure: Measure) -> String { measure.map { "\($0.value)" } ?? "" }
    lines.append([
      "router", text(operating?.cost ?? nil), text(operating?.quality ?? nil), text(metrics.apgr),
    ])
    lines.append([
      "router, band off", text(plain?.cost ?? nil), text(plain?.quality ?? nil), text(metrics.apgr),
    ])
    for baseline in baselines {
      lines.append([baseline.label, text(baseline.cost), text(baseline.quality), text(baseline.apgr)])
    }
    return lines.map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }.joined()
  }
}

/// Writing CSV.
enum CSV {
  /// A field as RFC 4180 has it: in quotes, with quotes doubled, where it holds a comma, a quote or a line end.
  static func field(_ text: String) -> String {
    let special: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]
    guard text.unicodeScalars.contains(where: special.contains) else { return text }
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append("\"") }
      quoted.append(scalar)
    }
    return "\"" + String(quoted) + "\""
  }
}
