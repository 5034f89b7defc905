public import GatewayJSON
import GatewayMoney

extension Report {
  /// The same facts for machines: amounts in dollars with every digit, times in microseconds, shares as fractions.
  public var json: JSON {
    var line = Line()
    if from != .min { line.set("from", CalendarDay.stamp(from)) }
    if to != .max { line.set("to", CalendarDay.stamp(to)) }
    line.set("total", .object(total.members))
    line.set("baselines", Report.json(baselines))
    line.set("escalated", escalated)
    line.set("moves", Report.json(moves))
    line.set("reasons", Report.json(reasons))
    var by = Line()
    for grouping in Grouping.allCases {
      guard let rows = groups[grouping] else { continue }
      by.set(grouping.rawValue, Report.json(rows))
    }
    line.set("by", by.json)
    line.set("shadows", Report.json(shadows))
    return line.json
  }

  private static func json(_ counts: [Count]) -> JSON {
    .object(counts.map { JSON.Member($0.name, .number(String($0.count))) })
  }

  private static func json(_ rows: [Row]) -> JSON {
    .array(
      rows.map { row in
        .object([JSON.Member("key", row.key.map { .string($0) } ?? .null)] + row.sum.members)
      })
  }
}

extension Report.Sum {
  /// Name and value of everything, in the order in which JSON and CSV give it.
  var members: [JSON.Member] {
    var line = Line()
    line.set("requests", requests)
    line.set("served", served)
    line.set("failed", failed)
    line.set("refused", refused)
    line.set("cancelled", cancelled)
    line.set("open", open)
    line.set("attempts", attempts)
    line.set("failed_attempts", failedAttempts)
    line.set("validation_failures", invalid)
    line.set("spot_checks", checks)
    line.set("input_tokens", usage.input)
    line.set("cached_input_tokens", usage.cachedInput)
    line.set("cache_write_tokens", usage.cacheWrite)
    line.set("output_tokens", usage.output)
    line.set("reasoning_tokens", usage.reasoning)
    line.set("cost", .number(cost.description))
    line.set("failed_cost", .number(failedCost.description))
    line.set("spot_check_cost", .number(checkCost.description))
    line.set("baseline_cost", .number(baselineCost.description))
    line.set("savings", .number(savings.description))
    line.set("savings_share", savingsShare.map { .number("\($0)") } ?? .null)
    for (name, latency) in [("first_byte", firstByte), ("total", total)] {
      line.set("\(name)_p50_us", latency.map { .number(String($0.p50)) } ?? .null)
      line.set("\(name)_p95_us", latency.map { .number(String($0.p95)) } ?? .null)
      line.set("\(name)_p99_us", latency.map { .number(String($0.p99)) } ?? .null)
    }
    return line.members
  }
}
