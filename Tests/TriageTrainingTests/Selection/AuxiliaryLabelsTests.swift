import TestSupport
import Testing
import TriageRecords

@testable import TriageTraining

@Suite("Labels that other models' outcomes steady")
struct AuxiliaryLabelsTests {
  @Test(
    "A label is the outcome, and what one other model's outcome tells by simple regression, as far as it explains"
  )
  func oneOther() throws {
    let (table, problem) = try Panel(400, others: 1, seed: 1).problem()
    let auxiliary = try #require(AuxiliaryLabels(problem, table))
    let other = problem.rows.map { table.auxiliaryScores[0][$0] }
    for (head, hidden) in [(0, nil), (1, nil), (0, 2), (1, 4)] as [(Int, Int?)] {
      let seen = problem.rows.indices.filter { Int(problem.folds[$0]) != hidden ?? -1 }
      /// The mean over a row's kind, drawn to that over all by ten records.
      func mean(_ values: [Float], _ row: Int) -> Double {
        let overall = seen.reduce(0.0) { $0 + Double(values[$1]) } / Double(seen.count)
        let alike = seen.filter { problem.kinds[$0] == problem.kinds[row] }
        return (alike.reduce(0.0) { $0 + Double(values[$1]) } + 10 * overall) / Double(alike.count + 10)
      }
      let own = problem.targets.labels[head]
      var (together, alone) = (0.0, AuxiliaryFit.ridge)
      for row in seen {
        let x = Double(other[row]) - mean(other, row)
        together += x * (Double(own[row]) - mean(own, row))
        alone += x * x
      }
      let labels = auxiliary.labels(head: head, hiding: hidden)
      let share = Double(auxiliary.shares[head])
      #expect(share > 0.1 && share <= 0.5)
      for row in [0, 1, 2, 3, 399] {
        let told = mean(own, row) + together / alone * (Double(other[row]) - mean(other, row))
        let expected = (1 - share) * Double(own[row]) + share * min(max(told, 0), 1)
        #expect(abs(Double(labels[row]) - expected) < 1e-5)
      }
    }
  }

  @Test("What a hidden fold's records say does not reach what the others are fitted to")
  func hiddenFold() throws {
    let panel = Panel(300, others: 3, seed: 2)
    let (table, problem) = try panel.problem()
    var changed = panel
    for row in panel.scores.indices where problem.folds[row] == 1 {
      changed.scores[row] = panel.scores[row].map { $0.map { 1 - $0 } }
    }
    let (otherTable, other) = try changed.problem()
    #expect(other.folds == problem.folds)
    let fits = try [(problem, table), (other, otherTable)].map { problem, table in
      let outcomes = try #require(AuxiliaryOutcomes(problem, table))
      return (
        AuxiliaryFit(problem, outcomes, hiding: 1), AuxiliaryFit(problem, outcomes, hiding: nil), outcomes
      )
    }
    let seen = problem.rows.indices.filter { problem.folds[$0] != 1 }
    for head in 0..<2 {
      let (one, two) = (fits[0], fits[1])
      #expect(
        seen.allSatisfy { one.0.expected($0, head: head, one.2) == two.0.expected($0, head: head, two.2) })
      #expect(
        seen.contains { one.1.expected($0, head: head, one.2) != two.1.expected($0, head: head, two.2) })
    }
  }

  @Test("Models that toss a coin are given next to nothing to say, models that know as much as they explain")
  func coins() throws {
    for (tells, low, high) in [(true, 0.3, 0.5), (false, 0.0, 0.03)] {
      for seed in 1...4 as ClosedRange<UInt64> {
        let (table, problem) = try Panel(600, others: 8, seed: seed, tells: tells).problem()
        let shares = AuxiliaryLabels(problem, table)?.shares ?? [0, 0]
        #expect(shares.allSatisfy { low...high ~= Double($0) }, "\(shares)")
      }
    }
  }

  @Test(
    "There are none of logged records, of the router's own models alone, or without kinds and 2,000 records")
  func none() throws {
    var panel = Panel(2_100, others: 4, seed: 3)
    panel.namesKinds = false
    let (table, problem) = try panel.problem()
    #expect(AuxiliaryLabels(problem, table) != nil)
    let fewer = TrainingProblem(table, rows: Array(0..<1_900), options: .linear())
    #expect(AuxiliaryLabels(fewer, table) == nil)
    panel.isLogged = true
    let (logged, choices) = try panel.problem()
    #expect(AuxiliaryLabels(choices, logged) == nil)
    let (own, pair) = try Panel(400, others: 0, seed: 3).problem()
    #expect(AuxiliaryLabels(pair, own) == nil)
  }

  @Test(
    "A record that knows other models alone counts as far as they explain, by what they tell; one that knows the router's alone keeps its outcome"
  )
  func alone() throws {
    var panel = Panel(600, others: 8, seed: 5)
    for row in panel.scores.indices {
      for model in panel.scores[row].indices {
        if row % 3 == 0 && model < 2 || row % 3 == 1 && model >= 2 { panel.scores[row][model] = nil }
      }
    }
    let (table, problem) = try panel.problem()
    let auxiliary = try #require(AuxiliaryLabels(problem, table))
    for head in 0..<2 {
      let labels = auxiliary.labels(head: head, hiding: nil)
      let weights = auxiliary.weights(head: head, rowWeights: problem.weights)
      #expect(weights.indices.allSatisfy { weights[$0] == ($0 % 3 == 0 ? auxiliary.shares[head] : 1) })
      #expect(labels.indices.allSatisfy { $0 % 3 != 1 || labels[$0] == problem.scores[head][$0] })
      let told = labels.indices.filter { $0 % 3 == 0 }.map { Double(labels[$0]) }
      #expect(told.allSatisfy { (0...1).contains($0) } && (told.max() ?? 0) - (told.min() ?? 1) > 0.5)
    }
    #expect(problem.observedRows == 400)
  }

  @Test("Others that were tried only after a failure do not raise what failures are worth")
  func secondAttempts() throws {
    var panel = Panel(800, others: 3, seed: 8)
    for row in panel.scores.indices where panel.scores[row][0] == 1 {
      for model in 2..<5 { panel.scores[row][model] = nil }
    }
    let (table, problem) = try panel.problem()
    let labels = AuxiliaryLabels(problem, table)?.labels(head: 0, hiding: nil) ?? problem.targets.labels[0]
    #expect(labels == problem.targets.labels[0])
  }

  @Test("Models that were hardly tried, and scores that are all alike, leave finite labels within 0 and 1")
  func holes() throws {
    var panel = Panel(200, others: 5, seed: 4)
    for row in panel.scores.indices {
      panel.scores[row][2] = row == 7 ? 1 : nil
      panel.scores[row][3] = 1
      if row % 3 == 0 { panel.scores[row][4] = nil }
      if row % 5 == 0 { panel.scores[row][0] = nil }
    }
    let (table, problem) = try panel.problem()
    let auxiliary = try #require(AuxiliaryLabels(problem, table))
    for head in 0..<2 {
      #expect(auxiliary.labels(head: head, hiding: nil).allSatisfy { (0...1).contains($0) })
    }
  }
}
