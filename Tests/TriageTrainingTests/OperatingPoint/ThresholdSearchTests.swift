import TestSupport
import Testing
import Triage

@testable import TriageTraining

@Suite("Search for a threshold")
struct ThresholdSearchTests {
  /// A router on a ladder of three models and what it decides on its own records.
  private static func observed() throws -> (policy: Policy, requests: [ObservedDecision]) {
    let synthetic = Synthetic(500, kinds: Synthetic.ladder(3), seed: 51, testShare: 0.4)
    let router = try Router(copying: train(synthetic.text, options: .linear(split: "train")).file)
    let requests = synthetic.records.enumerated().map { index, record in
      ObservedDecision(
        decision: router.decide(record.prompt), scores: record.scores.map { $0 ?? 0 }, costs: [0.1, 0.3, 1],
        weight: index % 4 == 0 ? 2 : 1)
    }
    return (router.policy, requests)
  }

  @Test("A point is what deciding every request anew comes to, band and evidence included")
  func point() throws {
    let (policy, requests) = try Self.observed()
    for threshold: Float in [0, 0.3, 0.55, 0.9, 1] {
      let point = ThresholdSearch.point(threshold, policy, requests)
      var (top, quality, cost, weak, strong, total) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
      for request in requests {
        let sufficiencies = request.decision.sufficiencies
        var tier = (0..<3).first { sufficiencies[$0] >= threshold } ?? 2
        let isInBand = tier < 2 && sufficiencies[tier] - threshold <= policy.bandHalfWidth
        if tier < 2, isInBand || request.decision.evidence < policy.leastEvidence {
          tier = tier == 0 && sufficiencies[1] > sufficiencies[0] ? 1 : 2
        }
        let w = request.weight
        total += w
        top += tier == 2 ? w : 0
        quality += w * request.scores[tier]
        cost += w * request.costs[tier]
        weak += w * request.scores[0]
        strong += w * request.scores[2]
      }
      #expect(abs(point.topShare - top / total) < 1e-9 && abs(point.quality - quality / total) < 1e-9)
      #expect(abs(point.cost - cost / total) < 1e-9)
      #expect(abs(try #require(point.recovered) - (quality - weak) / (strong - weak)) < 1e-9)
    }
  }

  @Test("A request without scores counts in shares and cost, and not in quality")
  func unscored() throws {
    let (policy, requests) = try Self.observed()
    let half = requests.enumerated().map { index, request in
      index % 2 == 0
        ? request
        : ObservedDecision(
          decision: request.decision, observed: nil, costs: request.costs, weight: request.weight)
    }
    let known = requests.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    for threshold: Float in [0.3, 0.55, 0.9] {
      let (all, some, only) = (
        ThresholdSearch.point(threshold, policy, requests), ThresholdSearch.point(threshold, policy, half),
        ThresholdSearch.point(threshold, policy, known)
      )
      #expect(some.shares == all.shares && some.cost == all.cost)
      #expect(some.quality == only.quality && some.recovered == only.recovered)
      #expect(some.quality != all.quality)
    }
  }

  @Test("Where no request is scored a budget takes the highest threshold within it, of three tiers too")
  func unscoredBudget() throws {
    let (policy, requests) = try Self.observed()
    let blind = requests.map {
      ObservedDecision(decision: $0.decision, observed: nil, costs: $0.costs, weight: $0.weight)
    }
    let point = try #require(ThresholdSearch.find(.budget(0.3), policy: policy, requests: blind))
    #expect(point.topShare <= 0.3 && point.recovered == nil)
    let higher = (0...1000).map { Float($0) / 1000 }.filter { $0 > point.threshold + 0.01 }
    #expect(
      higher.allSatisfy { ThresholdSearch.point($0, policy, requests).topShare > 0.3 } && !higher.isEmpty)
    #expect(ThresholdSearch.find(.recovered(0.5), policy: policy, requests: blind) == nil)
  }

  @Test("No threshold on a fine grid meets the target better than the one found")
  func best() throws {
    let (policy, requests) = try Self.observed()
    let grid = (0...1000).map { ThresholdSearch.point(Float($0) / 1000, policy, requests) }
    let budget = try #require(ThresholdSearch.find(.budget(0.3), policy: policy, requests: requests))
    #expect(budget.topShare <= 0.3)
    #expect(grid.allSatisfy { $0.topShare > 0.3 || $0.quality <= budget.quality + 0.005 })
    #expect(abs(budget.shares.reduce(0, +) - 1) < 1e-9 && budget.shares.count == 3)
    let quality = try #require(ThresholdSearch.find(.recovered(0.8), policy: policy, requests: requests))
    #expect((quality.recovered ?? 0) >= 0.8)
    #expect(grid.allSatisfy { ($0.recovered ?? 0) < 0.8 || $0.cost >= quality.cost - 1e-9 })
    for dollars in [0, 0.5, 10, 1000] {
      let point = try #require(
        ThresholdSearch.find(.dollarsPerPoint(dollars), policy: policy, requests: requests))
      func worth(_ point: OperatingPoint) -> Double { point.quality * 100 * dollars - point.cost * 1000 }
      #expect(grid.allSatisfy { worth($0) <= worth(point) + 1e-6 })
    }
  }

  @Test("What nothing can reach is nil")
  func unreachable() throws {
    let (policy, requests) = try Self.observed()
    #expect(ThresholdSearch.find(.recovered(5), policy: policy, requests: requests) == nil)
    #expect(ThresholdSearch.find(.budget(-1), policy: policy, requests: requests) == nil)
  }

  @Test(
    "Judged on the half that took no part a search of nothing recovers what chance does; on its own it seems better"
  )
  func crossed() throws {
    var generator = SeededGenerator(77)
    var (own, other) = (0.0, 0.0)
    for _ in 0..<60 {
      // Sufficiency says nothing of the outcomes: whatever the threshold, the gap recovered is the share sent up.
      let requests = (0..<120).map { row in
        ObservedDecision(
          decision: RiskPopulation.decision(Float.random(in: 0...1, using: &generator)),
          observed: [generator.chance(0.6) ? 1 : 0, generator.chance(0.75) ? 1 : 0], costs: [0, 1],
          weight: 1, group: Int32(row))
      }
      let target = OperatingTarget.dollarsPerPoint(1000 / 15)
      let policy = RiskPopulation().policy
      let found = try #require(ThresholdSearch.find(target, policy: policy, requests: requests))
      let judged = try #require(
        ThresholdSearch.crossed(target, policy: policy, requests: requests, seed: 1))
      own += found.quality - 0.6 - 0.15 * found.topShare
      other += judged.quality - 0.6 - 0.15 * judged.topShare
    }
    #expect(own / 60 > 0.015, "\(own / 60)")
    #expect(abs(other / 60) < 0.01, "\(other / 60)")
  }
}
