import GatewayMoney

extension Report {
  /// Tables for a terminal: the sums, then the groups of each grouping in the report, at most `limit` of each (days
  /// are never cut). Money to the micro-dollar.
  public func text(limit: Int = 10) -> String {
    var lines = [heading, ""]
    lines += summary
    for grouping in Grouping.allCases {
      guard let rows = groups[grouping] else { continue }
      let shown = grouping == .day ? rows.count : min(rows.count, max(1, limit))
      lines += ["", grouping == .user && shown < rows.count ? "heaviest users" : "by \(grouping.rawValue)"]
      lines += Report.table(grouping.rawValue, Array(rows.prefix(shown)))
      if shown < rows.count { lines.append("  … and \(rows.count - shown) more") }
    }
    for (title, counts) in [
      ("moves after the first decision", moves), ("reasons of failed attempts", reasons),
    ] {
      guard !counts.isEmpty else { continue }
      lines += ["", title]
      lines +=
        Table(
          [[.left("cause"), .right("count")]] + counts.map { [.left($0.name), .right(String($0.count))] }
        ).lines
    }
    if !shadows.isEmpty {
      lines += ["", "shadows (in no sum above)"]
      lines += Report.table("shadow", shadows)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let start = from == .min ? "the beginning" : CalendarDay.stamp(from)
    let end = to == .max ? "now" : CalendarDay.stamp(to)
    return "Traffic from \(start) to \(end)"
  }

  private var summary: [String] {
    let named = baselines.map(\.name).joined(separator: ", ")
    // Nothing that was served had a price, and a sum of $0 would be taken for one.
    let hasNoPrices = total.served > 0 && total.cost == .zero && total.baselineCost == .zero
    let share = total.savingsShare.map { " (\(Report.fixed($0 * 100, places: 1)) %)" } ?? ""
    var lines = [
      "requests     \(total.requests): \(total.served) served, \(total.failed) failed, \(total.refused) refused, "
        + "\(total.cancelled) cancelled, \(total.open) under way",
      "attempts     \(total.attempts): \(total.failedAttempts) failed, \(total.invalid) failed validation, "
        + "\(total.checks) spot checks",
      "tokens       \(total.usage.input) in (\(total.usage.cachedInput) cached), \(total.usage.output) out "
        + "(\(total.usage.reasoning) reasoning)",
    ]
    let money = [
      "cost         \(Report.dollars(total.cost)), of which \(Report.dollars(total.failedCost)) for attempts that "
        + "failed and \(Report.dollars(total.checkCost)) for spot checks",
      "baseline     \(Report.dollars(total.baselineCost))\(named.isEmpty ? "" : " (\(named))")",
      "saved, net   \(Report.dollars(total.savings))\(share)",
    ]
    lines +=
      hasNoPrices
      ? ["cost         no prices: the models that served have none, or 0 ('price' of 'models')"] : money
    lines.append("escalated    \(escalated)")
    if let latency = total.firstByte { lines.append("first byte   \(Report.milliseconds(latency))") }
    if let latency = total.total { lines.append("total        \(Report.milliseconds(latency))") }
    return lines
  }

  private static func table(_ title: String, _ rows: [Row]) -> [String] {
    let heads = [
      "requests", "failed", "in", "out", "cost", "failed cost", "baseline", "saved", "p50 ms", "p99 ms",
    ]
    let body = rows.map { row -> [Table.Cell] in
      let sum = row.sum
      let cells = [
        String(sum.requests), String(sum.failed), String(sum.usage.input), String(sum.usage.output),
        dollars(sum.cost), dollars(sum.failedCost), dollars(sum.baselineCost), dollars(sum.savings),
        sum.total.map { fixed(Double($0.p50) / 1000, places: 1) } ?? "–",
        sum.total.map { fixed(Double($0.p99) / 1000, places: 1) } ?? "–",
      ]
      return [.left(row.key ?? "–")] + cells.map { .right($0) }
    }
    return Table([[.left(title)] + heads.map { .right($0) }] + body).lines
  }

  private static func milliseconds(_ latency: Latency) -> String {
    let parts = [("p50", latency.p50), ("p95", latency.p95), ("p99", latency.p99)]
    return parts.map { "\($0.0) \(fixed(Double($0.1) / 1000, places: 1))" }.joined(separator: ", ") + " ms"
  }

  /// `$1.234568`: rounded half away from zero to the micro-dollar.
  static func dollars(_ money: Money) -> String {
    let micros = (money.picodollars.magnitude + 500_000) / 1_000_000
    let decimals = String(micros % 1_000_000)
    let sign = money.picodollars < 0 && micros > 0 ? "-" : ""
    return "\(sign)$\(micros / 1_000_000)." + String(repeating: "0", count: 6 - decimals.count) + decimals
  }

  /// A number with so many decimals, rounded half away from zero.
  static func fixed(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let digits = String(Int64(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}
