import GatewayMoney

extension ReportBuilder.Group {
  /// A request with all its attempts.
  mutating func add(_ record: RequestRecord) {
    var rest = record.cost
    for attempt in record.attempts {
      sum.add(attempt)
      rest = rest - attempt.cost
    }
    addRequest(record, cost: rest)
  }

  /// A request without its attempts, and what of its cost is not theirs.
  mutating func addRequest(_ record: RequestRecord, cost: Money) {
    sum.requests += 1
    sum.cost += cost
    sum.baselineCost += record.baselineCost
    switch record.state {
    case RequestRecord.State.served:
      sum.served += 1
      totals.append(UInt32(clamping: record.total))
      if let firstByte = record.firstByte { firstBytes.append(UInt32(clamping: firstByte)) }
    case RequestRecord.State.refused: sum.refused += 1
    case RequestRecord.State.cancelled: sum.cancelled += 1
    case RequestRecord.State.streaming: sum.open += 1
    default: sum.failed += 1
    }
  }

  var finished: Report.Sum {
    var sum = sum
    sum.firstByte = Report.Latency(firstBytes)
    sum.total = Report.Latency(totals)
    return sum
  }
}

extension Report.Sum {
  /// One call.
  mutating func add(_ attempt: AttemptRecord) {
    attempts += 1
    cost += attempt.cost
    if let counted = attempt.usage {
      usage.input += counted.input
      usage.cachedInput += counted.cachedInput
      usage.cacheWrite += counted.cacheWrite
      usage.output += counted.output
      usage.reasoning += counted.reasoning
    }
    switch attempt.outcome {
    case AttemptRecord.Outcome.served: break
    case AttemptRecord.Outcome.check:
      checks += 1
      checkCost += attempt.cost
    case AttemptRecord.Outcome.invalid:
      invalid += 1
      failedCost += attempt.cost
    default:
      failedAttempts += 1
      failedCost += attempt.cost
    }
  }
}
