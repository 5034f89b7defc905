import TestSupport
import Testing
import TriageMetrics

@testable import Triage
@testable import TriageTraining

@Suite("A promise about risk")
struct RiskSearchTests {
  static let redraws = 300

  /// How many of the redraws may break a promise of 95 % before it is not luck: exceeded once in a thousand.
  static var slack: Int {
    (0...redraws).first { binomialTail($0, of: redraws, probability: 0.05) >= 0.999 } ?? redraws
  }

  /// Promises broken, naive choices broken, and the mean share sent down.
  private static func simulate(
    _ population: RiskPopulation, groups: Int, risk: Double, seed: UInt64
  ) -> (broken: Int, naive: Int, refused: Int, share: Double) {
    var generator = SeededGenerator(seed)
    var result = (broken: 0, naive: 0, refused: 0, share: 0.0)
    let policy = population.policy
    for _ in 0..<redraws {
      let sample = RiskSample(population.draw(groups, &generator), risk: risk)
      let target = RiskTarget(risk: risk)
      if let threshold = try? RiskSearch.certify(target, policy: policy, sample: sample) {
        result.broken += population.risk(threshold) > risk ? 1 : 0
        result.share += sample.cheaperShare(sample.tiers(threshold, policy), top: 1) / Double(redraws)
      } else {
        result.refused += 1
      }
      // What one would do without a test: the most daring threshold whose observed risk is as asked.
      let observed = stride(from: 0, through: 1, by: Float(0.01)).first { threshold in
        sample.observedRisk(sample.tiers(threshold, policy)) <= risk
      }
      result.naive += population.risk(observed ?? 1) > risk ? 1 : 0
    }
    return result
  }

  @Test("Over redraws the promise is broken as rarely as promised, and a naive choice far more often")
  func single() {
    let population = RiskPopulation()
    let result = Self.simulate(population, groups: 500, risk: 0.05, seed: 11)
    #expect(result.broken <= Self.slack, "\(result)")
    #expect(result.naive > Self.redraws / 4 && result.refused == 0, "\(result)")
    // The truth allows (1 - s)² / 4 = 0.05: a share of 0.447.
    #expect(result.share > 0.3, "\(result)")
    // Not by never coming near: some redraws do break it.
    #expect(result.broken > 0, "\(result)")
  }

  @Test("So it is for graded scores")
  func graded() {
    let population = RiskPopulation(isGraded: true)
    let result = Self.simulate(population, groups: 500, risk: 0.05, seed: 12)
    #expect(result.broken <= Self.slack && result.naive > Self.redraws / 4, "\(result)")
    #expect(result.share > 0.3, "\(result)")
  }

  @Test("And where groups of up to six wholly dependent records fail more than single ones")
  func grouped() {
    let population = RiskPopulation(sizes: [1, 1, 1, 1, 1, 2, 2, 3, 6], heavier: 0.5)
    let result = Self.simulate(population, groups: 500, risk: 0.1, seed: 13)
    #expect(result.broken <= Self.slack && result.naive > Self.redraws / 4, "\(result)")
    #expect(result.share > 0.3, "\(result)")
  }

  @Test("What is tested is the whole policy: band and evidence send requests up")
  func policy() {
    let requests = [(Float(0.56), Float(1)), (0.54, 1), (0.9, 0.05), (0.9, 1)].map {
      ObservedDecision(
        decision: RiskPopulation.decision($0.0, evidence: $0.1), scores: [0.25, 0.75], costs: [0, 1],
        weight: 2)
    }
    let sample = RiskSample(requests, risk: 0.05)
    let tiers = sample.tiers(0.5, RiskPopulation().policy)
    #expect(tiers == [0, 1, 1, 0])
    #expect(sample.observedRisk(tiers) == 0.25 && sample.cheaperShare(tiers, top: 1) == 0.5)
    #expect(sample.test.method == .hoeffdingBentkus && sample.groupCount == 4)
  }

  @Test("Sixty groups without harm are no proof of none: the interval ends where the test would reject")
  func harmless() throws {
    let requests = (0..<60).map {
      ObservedDecision(
        decision: RiskPopulation.decision(0.9), scores: [1, 1], costs: [0, 1], weight: 1, group: $0)
    }
    let estimate = try #require(
      RiskSample(requests, risk: 0.05).estimate([Int](repeating: 0, count: 60), seed: 1))
    #expect(estimate.value == 0 && estimate.low == 0)
    // (1 - r)^60 = 0.025.
    #expect(abs(estimate.high - 0.0596) < 1e-3, "\(estimate.high)")
  }

  @Test("A better chosen tier is no negative loss, and a group is one unit")
  func losses() {
    let requests = [[1.0, 0], [0, 1], [0, 1]].enumerated().map {
      ObservedDecision(
        decision: RiskPopulation.decision(0.9), scores: $1, costs: [0, 1], weight: 1,
        group: $0 == 0 ? 4 : 7)
    }
    let sample = RiskSample(requests, risk: 0.05)
    #expect(sample.observedRisk([0, 0, 0]) == 2.0 / 3 && sample.observedRisk([0, 1, 1]) == 0)
    #expect(sample.groupCount == 2 && sample.test.method == .weightedChernoff)
  }

  @Test("A score that is not known is the worst it may be: nothing below the top, everything at it")
  func unknownScores() {
    let known: [[Double]] = [[.nan, 1], [1, .nan], [0.5, .nan], [.nan, 0], [.nan, .nan], [0, 1]]
    let requests = known.map {
      ObservedDecision(decision: RiskPopulation.decision(0.9), scores: $0, costs: [0, 1], weight: 1)
    }
    #expect(requests.map { $0.loss(tier: 0) } == [1, 0, 0.5, 0, 1, 1])
    #expect(requests.allSatisfy { $0.loss(tier: 1) == 0 })
    #expect(RiskSample(requests, risk: 0.05).assumed == 5)
  }

  @Test("A promise over a log holds for all of its requests, where the fully known ones alone would break it")
  func logged() throws {
    // On every fourth request both are known, and small never fails; on the others it fails on half.
    var generator = SeededGenerator(4)
    let population = RiskPopulation()
    var requests: [ObservedDecision] = []
    for index in 0..<2_000 {
      let isKnown = index % 4 == 0
      let small = isKnown || generator.chance(0.5) ? 1.0 : 0
      let isSmall = generator.chance(0.5)
      requests.append(
        ObservedDecision(
          decision: RiskPopulation.decision(Float(generator.uniform())),
          scores: isKnown ? [1, 1] : isSmall ? [small, .nan] : [.nan, 1], costs: [0, 1], weight: 1))
    }
    let target = RiskTarget(risk: 0.05)
    let promise = try RiskSearch.promise(target, policy: population.policy, requests: requests, seed: 1)
    #expect(promise.assumed == 1_500)
    // Three in four requests fail on half below the top tier: a share of 0.05 / 0.375 may go there.
    #expect(promise.cheaperShare < 0.05 / 0.375)
    let alone = try RiskSearch.promise(
      target, policy: population.policy, requests: requests.filter { !$0.isAssumed }, seed: 1)
    #expect(alone.cheaperShare > 0.9 && alone.assumed == nil)
  }

  @Test("The two halves share no group, and the same seed makes the same promise")
  func halves() throws {
    var generator = SeededGenerator(3)
    let population = RiskPopulation(sizes: [1, 1, 3])
    let requests = population.draw(800, &generator)
    let chooses = RiskSearch.choosing(groups: requests.map(\.group), seed: 9)
    for group in Set(requests.compactMap(\.group)) {
      #expect(Set(zip(requests, chooses).filter { $0.0.group == group }.map(\.1)).count == 1)
    }
    #expect(abs(chooses.count { $0 } - requests.count / 2) <= 3)
    #expect(RiskSearch.choosing(groups: [nil, 5, nil, 5], seed: 1).count == 4)
    func promise(_ seed: UInt64) throws -> Manifest.Promise {
      try RiskSearch.promise(
        RiskTarget(risk: 0.1), policy: population.policy, requests: requests, seed: seed)
    }
    let first = try promise(9)
    #expect(try first == promise(9) && first != promise(10))
    #expect(first.records + first.check.records == requests.count)
    #expect(first.groups + first.check.groups == 800)
    #expect(first.pValue <= 0.05 && first.observedRisk < 0.1 && first.cheaperShare > 0.2)
    #expect(abs((first.check.observedRisk?.value ?? 1) - population.risk(first.threshold)) < 0.04)
  }

  @Test("Too few groups are refused with the number that would do: 59 without a loss at 5 %")
  func refusal() throws {
    let population = RiskPopulation(slope: 0)
    var generator = SeededGenerator(4)
    let few = population.draw(60, &generator)
    do {
      let promise = try RiskSearch.promise(
        RiskTarget(risk: 0.05), policy: population.policy, requests: few, seed: 1)
      Issue.record("promised \(promise)")
    } catch {
      guard case .riskNotSupported(let refusal) = error else { throw error }
      #expect(refusal.groups == 30 && refusal.observedRisk == 0)
      #expect(refusal.groupsNeeded == 59 && refusal.heldOutRecordsNeeded == 118)
      #expect("\(error)".contains("118 held-out records would be needed") && !"\(error)".contains("\n"))
    }
    let enough = population.draw(118, &generator)
    #expect(throws: Never.self) {
      try RiskSearch.promise(
        RiskTarget(risk: 0.05), policy: population.policy, requests: enough, seed: 1)
    }
    #expect(throws: TrainingError.self) {
      try RiskSearch.promise(RiskTarget(risk: 0.05), policy: population.policy, requests: [], seed: 1)
    }
  }

  @Test("Where the most timid threshold is already above the risk, no number of records is named")
  func hopeless() {
    let requests = (0..<400).map {
      ObservedDecision(
        decision: RiskPopulation.decision(0.9), scores: [$0 % 4 == 0 ? 0 : 1, 1], costs: [0, 1], weight: 1)
    }
    do {
      let promise = try RiskSearch.promise(
        RiskTarget(risk: 0.05), policy: RiskPopulation().policy, requests: requests, seed: 1)
      Issue.record("promised \(promise)")
    } catch {
      #expect("\(error)".contains("no number of records would do"))
    }
  }
}
