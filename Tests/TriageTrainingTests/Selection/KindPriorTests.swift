import TestSupport
import Testing
import TriageRecords

@testable import TriageTraining

@Suite("Kinds of task")
struct KindPriorTests {
  /// 400 prompts of four kinds, each with its own words; the kind alone decides how often a model is right.
  private func problem(named: Bool = true) throws -> (TrainingProblem, BuiltDesign) {
    let lines = (0..<400).map { row in
      let kind = row % 4
      let words = (0..<6).map { "k\(kind)w\((row * 7 + $0 * 3) % 40)" }.joined(separator: " ")
      let domain = named ? "\"domain\":\"kind\(kind)\"," : ""
      let weak = (row / 4) % 4 < kind ? 1 : 0
      return "{\"prompt\":\"\(words) n\(row)\",\(domain)\"outcomes\":"
        + "{\"weak\":{\"score\":\(weak)},\"strong\":{\"score\":1}}}"
    }
    let folder = Scratch()
    var clock = StageClock()
    let (table, store) = try RecordLoader(
      RecordReader(paths: [folder.file("kinds.jsonl", lines.joined(separator: "\n"))])
    ).load(features: true, &clock)
    let rows = Array(0..<table.count)
    let census = try FeatureCensus(store, rows: rows)
    let vocabulary = Vocabulary(census.frequencies, prompts: rows.count, minimum: 2)
    return (
      TrainingProblem(table, rows: rows, options: TrainingOptions()),
      try BuiltDesign(
        store, rows: rows, vocabulary: vocabulary, census: census, settings: DesignSettings())
    )
  }

  @Test(
    "A row's label is its kind's mean score outside the hidden fold, drawn to the head's mean by ten records")
  func meansLeaveTheHiddenFoldOut() throws {
    let (problem, _) = try problem()
    let prior = try #require(KindPrior(problem, kinds: problem.kinds))
    for hidden in [nil, 0, 3] as [Int?] {
      let labels = prior.labels(head: 0, hiding: hidden)
      let seen = problem.rows.indices.filter { Int(problem.folds[$0]) != hidden ?? -1 }
      let overall = seen.reduce(0.0) { $0 + Double(problem.scores[0][$1]) } / Double(seen.count)
      for row in [0, 1, 2, 3, 398] {
        let alike = seen.filter { problem.kinds[$0] == problem.kinds[row] }
        let sum = alike.reduce(0.0) { $0 + Double(problem.scores[0][$1]) }
        let expected = (sum + 10 * overall) / Double(alike.count + 10)
        #expect(abs(Double(labels[row]) - expected) < 1e-6)
      }
    }
  }

  @Test("Without a domain there is no prior, and selection tries no share")
  func noKindsNoPrior() throws {
    let (problem, built) = try problem(named: false)
    #expect(KindPrior(problem, kinds: problem.kinds) == nil)
    let fit = Trainer(options: TrainingOptions()).linearFit(problem, built.design)
    #expect(fit.candidates.allSatisfy { $0.kindShare == nil })
    #expect(fit.candidates.count == TrainingOptions().penalties.count)
  }

  @Test("Where the kind decides, the mixture routes at least as well out of fold, and has less log loss")
  func kindPays() throws {
    let (problem, built) = try problem()
    let fit = Trainer(options: TrainingOptions()).linearFit(problem, built.design)
    let alone = fit.candidates.filter { $0.kindShare == 0 }
    let pooled = fit.candidates.filter { $0.kindShare ?? 0 > 0 }
    #expect(alone.count == 5 && pooled.count == 10)
    let best = { (some: [Manifest.Candidate]) in some.map(\.quality).max() ?? 0 }
    #expect(best(pooled) >= best(alone) - 0.005)
    #expect(pooled.map(\.logLoss).min() ?? 1 < alone.map(\.logLoss).min() ?? 0)
  }

  @Test("A mixture's logits are the mixture of logits and weights, head by head")
  func mixturesAreLinear() {
    let one = PathPoint(penalty: 3, outOfFold: [[1, 2]], sparse: [[4]], dense: [[0, 8]])
    let other = PathPoint(penalty: 0.2, outOfFold: [[3, -2]], sparse: [[0]], dense: [[4, 0]])
    let mixed = one.mixed(with: other, share: 0.25)
    #expect(mixed.penalty == 3)
    #expect(mixed.outOfFold == [[1.5, 1]])
    #expect(mixed.sparse == [[3]])
    #expect(mixed.dense == [[1, 6]])
  }

  @Test("A share of the kind must earn its place, strengths need not")
  func sharesMustEarn() {
    func candidate(_ quality: Double, _ share: Double?) -> Manifest.Candidate {
      Manifest.Candidate(architecture: "linear", penalty: 1, kindShare: share, quality: quality, logLoss: 0.5)
    }
    #expect(Trainer.choice([candidate(0.7, 0), candidate(0.7001, 0), candidate(0.702, 0.5)]) == 1)
    #expect(Trainer.choice([candidate(0.7, 0), candidate(0.705, 0.5)]) == 1)
    #expect(Trainer.choice([candidate(0.7, nil), candidate(0.71, nil)]) == 1)
  }
}
