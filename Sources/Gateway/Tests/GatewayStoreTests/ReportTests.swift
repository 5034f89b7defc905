import GatewayAccounts
import GatewayJSON
import GatewayMoney
import GatewayStore
import Testing

@Suite("The report reconciles")
struct ReportTests {
  /// A log of every kind of request, from a seed.
  private func log(_ count: Int, seed: UInt64) -> [RequestRecord] {
    var random = SeededGenerator(state: seed)
    func pick<Value>(_ values: [Value]) -> Value { values[Int.random(in: 0..<values.count, using: &random)] }
    let models = ["small", "middle", "large"]
    return (0..<count).map { number in
      func usage() -> TokenUsage {
        let input = Int.random(in: 1...8000, using: &random)
        let output = Int.random(in: 0...900, using: &random)
        return TokenUsage(
          input: input, cachedInput: Int.random(in: 0...input, using: &random), cacheWrite: 3, output: output,
          reasoning: output / 2)
      }
      var attempts: [AttemptRecord] = []
      let final = Int.random(in: 0...2, using: &random)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        attempts.append(
          AttemptRecord(
            tier: Int.random(in: 0...final, using: &random), model: pick(models), upstream: pick(["a", "b"]),
            outcome: pick(["failed", "invalid", "cut", "check"]),
            reason: pick(["status:500", "validation:schema"]),
            usage: pick([usage(), nil]),
            cost: Money(picodollars: Int64.random(in: 0...9_999_999_999, using: &random)),
            total: 5))
      }
      let state = pick([
        "served", "served", "served", "failed", "refused", "cancelled", "streaming", "interrupted",
      ])
      var record = RequestRecord(
        id: "r\(number)", time: 1_780_000_000_000_000 + Int64.random(in: 0...900_000_000_000, using: &random),
        state: state, user: pick(["u1", "u2", "u3", "ü,\"4\"", nil]), feature: pick(["mail", "chat", nil]),
        queryType: pick(["chat", "json", "tools"]), tier: final,
        tierName: pick([["cheap", "mid", "top"][final]]),
        model: models[final], learnedTier: Int.random(in: 0...2, using: &random),
        trail: pick([["learned"], ["learned", "band"], ["learned", "rule:p1", "band"]]), attempts: attempts,
        baselineCost: .zero, baseline: "large", firstByte: Int64.random(in: 1...1_000_000, using: &random),
        total: Int64.random(in: 1...60_000_000, using: &random), isShadow: number % 17 == 0,
        shadow: "candidate")
      if state == "served" {
        let usage = usage()
        record.usage = usage
        record.attempts.append(
          AttemptRecord(
            tier: final, model: models[final], upstream: "a", usage: usage,
            cost: Money(picodollars: Int64.random(in: 0...99_999_999_999, using: &random))))
        record.baselineCost = Money(picodollars: Int64.random(in: 0...199_999_999_999, using: &random))
      }
      record.sumCost()
      return record
    }
  }

  @Test("Every total and every grouping equals an independent sum over the log, to the picodollar")
  func reconciles() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    let log = log(3000, seed: 8)
    for record in log { #expect(await store.write(record)) }
    for record in log.prefix(200) { #expect(await store.write(record)) }  // once more: counted once
    let report = try await store.report()
    let real = log.filter { !$0.isShadow }
    let calls = real.flatMap(\.attempts)
    func money(_ amounts: [Money]) -> Int64 { amounts.reduce(0) { $0 + $1.picodollars } }
    let cost = money(calls.map(\.cost))
    let baseline = money(real.map(\.baselineCost))
    let spoilt = money(calls.filter { !["served", "check"].contains($0.outcome) }.map(\.cost))
    let checks = money(calls.filter { $0.outcome == "check" }.map(\.cost))
    var sums = [report.total]
    for grouping in Report.Grouping.allCases {
      let rows = try #require(report.groups[grouping])
      #expect(Set(rows.map(\.key)).count == rows.count)
      #expect(rows.count > 1)
      var sum = Report.Sum()
      for row in rows {
        sum.requests += row.sum.requests
        sum.served += row.sum.served
        sum.failed += row.sum.failed
        sum.refused += row.sum.refused
        sum.cancelled += row.sum.cancelled
        sum.open += row.sum.open
        sum.attempts += row.sum.attempts
        sum.failedAttempts += row.sum.failedAttempts
        sum.invalid += row.sum.invalid
        sum.checks += row.sum.checks
        sum.usage.input += row.sum.usage.input
        sum.usage.output += row.sum.usage.output
        sum.usage.cachedInput += row.sum.usage.cachedInput
        sum.usage.reasoning += row.sum.usage.reasoning
        sum.cost += row.sum.cost
        sum.failedCost += row.sum.failedCost
        sum.checkCost += row.sum.checkCost
        sum.baselineCost += row.sum.baselineCost
      }
      sums.append(sum)
    }
    for sum in sums {
      #expect(sum.requests == real.count)
      #expect(sum.served == real.count { $0.state == "served" })
      #expect(sum.failed == real.count { ["failed", "interrupted"].contains($0.state) })
      #expect(sum.refused == real.count { $0.state == "refused" })
      #expect(sum.cancelled == real.count { $0.state == "cancelled" })
      #expect(sum.open == real.count { $0.state == "streaming" })
      #expect(sum.attempts == calls.count)
      #expect(sum.invalid == calls.count { $0.outcome == "invalid" })
      #expect(sum.checks == calls.count { $0.outcome == "check" })
      #expect(sum.failedAttempts == calls.count { ["failed", "cut"].contains($0.outcome) })
      #expect(sum.usage.input == calls.reduce(0) { $0 + ($1.usage?.input ?? 0) })
      #expect(sum.usage.cachedInput == calls.reduce(0) { $0 + ($1.usage?.cachedInput ?? 0) })
      #expect(sum.usage.output == calls.reduce(0) { $0 + ($1.usage?.output ?? 0) })
      #expect(sum.usage.reasoning == calls.reduce(0) { $0 + ($1.usage?.reasoning ?? 0) })
      #expect(sum.cost.picodollars == cost)
      #expect(sum.failedCost.picodollars == spoilt)
      #expect(sum.checkCost.picodollars == checks)
      #expect(sum.baselineCost.picodollars == baseline)
      #expect(sum.savings.picodollars == baseline - cost)
    }
    #expect(report.escalated == real.count { ($0.tier ?? 0) > ($0.learnedTier ?? 0) })
    #expect(report.moves.first { $0.name == "band" }?.count == real.count { $0.trail.contains("band") })
    #expect(report.baselines.map(\.name) == ["large"])
    #expect(report.baselines.map(\.count) == [real.count])
    #expect(report.shadows.map(\.sum.requests) == [log.count - real.count])
    #expect(report.shadows.map(\.sum.cost.picodollars) == [money(log.filter(\.isShadow).map(\.cost))])
    let heaviest = try #require(report.groups[.user]?.first)
    let byUser = Dictionary(grouping: real, by: \.user).mapValues { money($0.map(\.cost)) }
    #expect(heaviest.sum.cost.picodollars == byUser.values.max())
    let times = real.filter { $0.state == "served" }.map(\.total).sorted()
    #expect(report.total.total?.p50 == times[(times.count + 1) / 2 - 1])
    #expect(report.total.total?.p99 == times[Int((Double(times.count) * 0.99).rounded(.up)) - 1])

    let spent = try await store.spent(since: .min)
    #expect(money(spent.map(\.cost)) == cost)
    #expect(
      money(spent.filter { $0.tier == 2 }.map(\.cost)) == money(calls.filter { $0.tier == 2 }.map(\.cost)))
    #expect(try store.reader.shadowSpent(since: .min)["candidate"] == report.shadows.first?.sum.cost)

    let middle = log[0].time
    let early = try store.reader.report(to: middle, by: [])
    let late = try store.reader.report(from: middle, by: [])
    #expect(early.total.cost + late.total.cost == report.total.cost)
    #expect(early.total.requests == real.count { $0.time < middle })
    #expect(early.groups.isEmpty)
    store.close()
  }

  @Test("Text, JSON and CSV tell the same, and a caller's name can neither break a line nor become a formula")
  func rendering() throws {
    var builder = ReportBuilder()
    for record in log(200, seed: 9) { builder.add(record) }
    var odd = RequestRecord(id: "odd", time: 0, user: "=1+1,\n\"x\"\u{1B}[2J")
    odd.baselineCost = Money(picodollars: 1)
    builder.add(odd)
    let report = builder.finish()
    #expect(try JSON(parsing: report.json.bytes) == report.json)
    #expect(report.json["total"]?["cost"] == .number(report.total.cost.description))
    #expect(report.json["by"]?["day"]?[0]?["key"]?.stringValue == "1970-01-01")
    let text = report.text()
    #expect(text.contains("saved, net"))
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("by tier"))
    #expect(report.csv.contains("user,\"'=1+1,\n\"\"x\"\"\u{1B}[2J\",1,1,0"))
    let lines = report.csv.split(separator: "\r\n")
    let rows = report.groups.values.reduce(0) { $0 + $1.count } + report.shadows.count
    #expect(lines.count == 2 + rows)
    #expect(lines[1].hasPrefix("total,,\(report.total.requests),"))
  }
}
