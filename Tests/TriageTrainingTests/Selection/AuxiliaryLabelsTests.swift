import TestSupport
import Testing
import TriageRecords

@testable import TriageTraining

@Suite("What other models' outcomes tell")
struct AuxiliaryLabelsTests {
  @Test(
    "Of one other model a label is the kind's mean and the slope of simple regression, on records that know both"
  )
  func oneOther() throws {
    var panel = Panel(400, others: 1, seed: 1)
    for row in 100..<150 { panel.scores[row][2] = nil }
    let (table, problem) = try panel.problem()
    let auxiliary = try #require(AuxiliaryLabels(problem, table))
    let other = problem.rows.map { table.auxiliaryScores[0][$0] }
    for (head, hidden) in [(0, nil), (1, nil), (0, 2), (1, 4)] as [(Int, Int?)] {
      let seen = problem.rows.indices.filter { !other[$0].isNaN && Int(problem.folds[$0]) != hidden ?? -1 }
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
      for row in [0, 1, 2, 3, 120, 399] {
        let distance = other[row].isNaN ? 0 : Double(other[row]) - mean(other, row)
        let told = mean(own, row) + together / alone * distance
        #expect(abs(Double(labels[row]) - min(max(told, 0), 1)) < 1e-5)
      }
      let weights = auxiliary.weights(head: head, rowWeights: problem.weights)
      #expect(weights.indices.allSatisfy { weights[$0] == (other[$0].isNaN ? 0 : 1) })
    }
  }

  @Test("What a hidden fold's records say does not reach what the others are told")
  func hiddenFold() throws {
    let panel = Panel(300, others: 3, seed: 2)
    let (table, problem) = try panel.problem()
    var changed = panel
    for row in panel.scores.indices where problem.folds[row] == 1 {
      changed.scores[row] = panel.scores[row].map { $0.map { 1 - $0 } }
    }
    let (otherTable, other) = try changed.problem()
    #expect(other.folds == problem.folds)
    let (one, two) = (
      try #require(AuxiliaryLabels(problem, table)), try #require(AuxiliaryLabels(other, otherTable))
    )
    let seen = problem.rows.indices.filter { problem.folds[$0] != 1 }
    for head in 0..<2 {
      let hidden = [one, two].map { $0.labels(head: head, hiding: 1) }
      let all = [one, two].map { $0.labels(head: head, hiding: nil) }
      #expect(seen.allSatisfy { hidden[0][$0] == hidden[1][$0] })
      #expect(seen.contains { all[0][$0] != all[1][$0] })
    }
  }

  @Test(
    "A fold's out-of-fold logits are the same whatever its records say, and are drawn to what the others tell"
  )
  func hiddenFromTheTeacher() throws {
    let panel = Panel(300, others: 3, seed: 2)
    var changed = panel
    let folds = try panel.problem().1.folds
    for row in panel.scores.indices where folds[row] == 1 {
      changed.scores[row] = panel.scores[row].map { $0.map { 1 - $0 } }
    }
    func logits(_ panel: Panel, isTaught: Bool = true) throws -> [[Float]] {
      let (table, problem, built) = try panel.designed()
      let auxiliary = try #require(AuxiliaryLabels(problem, table))
      let teacher = LinearPath<LogisticLoss>.Teacher(
        labels: auxiliary.labels(head:hiding:),
        weights: (0..<2).map { auxiliary.weights(head: $0, rowWeights: problem.weights) })
      let path = LinearPath<LogisticLoss>(
        design: built.design, targets: problem.targets, folds: problem.folds,
        hiddenFolds: problem.hiddenFolds, teacher: isTaught ? teacher : nil)
      return path.fit(penalties: [3, 1])[1].outOfFold
    }
    let (one, two, untaught) = (try logits(panel), try logits(changed), try logits(panel, isTaught: false))
    for head in 0..<2 {
      for row in folds.indices {
        if folds[row] == 1 { #expect(abs(one[head][row] - two[head][row]) < 1e-5) }
      }
      #expect(folds.indices.contains { folds[$0] != 1 && abs(one[head][$0] - two[head][$0]) > 1e-2 })
      #expect(folds.indices.contains { abs(one[head][$0] - untaught[head][$0]) > 1e-2 })
    }
  }

  @Test("Models that toss a coin explain next to nothing, models that know much of it")
  func coins() throws {
    for (tells, low, high) in [(true, 0.15, 0.9), (false, 0.0, 0.02)] {
      for seed in 1...4 as ClosedRange<UInt64> {
        let (table, problem) = try Panel(600, others: 8, seed: seed, tells: tells).problem()
        let explained = AuxiliaryLabels(problem, table)?.explained ?? [0, 0]
        #expect(explained.allSatisfy { low...high ~= $0 }, "\(explained)")
      }
    }
  }

  @Test("Logged records' other outcomes count for nothing, alone or among full records")
  func logged() throws {
    var panel = Panel(400, others: 4, seed: 3)
    panel.loggedRows = 0..<400
    let (all, choices) = try panel.problem()
    #expect(AuxiliaryLabels(choices, all) == nil)
    // Choices of a model that the router lacks: an outcome that a table keeps, and that nothing may be learned from.
    panel.loggedRows = 0..<200
    panel.loggedModel = 2
    let (table, problem) = try panel.problem()
    #expect(table.auxiliaryScores.contains { !$0[0].isNaN })
    let weights = try #require(AuxiliaryLabels(problem, table)).weights(head: 0, rowWeights: problem.weights)
    #expect(weights.indices.allSatisfy { weights[$0] == ($0 < 200 ? 0 : 1) })
  }

  @Test("There are none where records know the router's own models alone")
  func ownAlone() throws {
    let (own, pair) = try Panel(400, others: 0, seed: 3).problem()
    #expect(AuxiliaryLabels(pair, own) == nil)
  }

  @Test("Others that were tried only after a failure tell nothing of the model that failed")
  func secondAttempts() throws {
    var panel = Panel(800, others: 3, seed: 8)
    for row in panel.scores.indices where panel.scores[row][0] == 1 {
      for model in 2..<5 { panel.scores[row][model] = nil }
    }
    let (table, problem) = try panel.problem()
    #expect((AuxiliaryLabels(problem, table)?.explained[0] ?? 0) == 0)
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
