import TestSupport
import Testing
import Triage
import TriageRecords

@testable import TriageTraining

@Suite("Training on records of more models than the router has")
struct AuxiliaryTrainingTests {
  private func options(_ learns: Bool) -> TrainingOptions {
    var options = TrainingOptions.linear()
    options.models = ["small", "large"]
    options.learnsFromOtherModels = learns
    return options
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    func sum(_ x: [Double], _ meanX: Double, _ y: [Double], _ meanY: Double) -> Double {
      zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    }
    return sum(a, meanA, b, meanB) / (sum(a, meanA, a, meanA) * sum(b, meanB, b, meanB)).squareRoot()
  }

  /// How well fresh prompts' scores go with the truth, summed over five panels, with what other models tell and without.
  ///
  /// - Parameters:
  ///   - changed: makes the records of a panel of 1,000 that knows eight others.
  ///   - check: what a manifest must say, and whether others were learned from.
  private func correlations(
    _ changed: (inout Panel) -> Void, _ check: (Manifest, Bool) -> Void
  ) throws -> (with: Double, without: Double) {
    var sums = [0.0, 0.0]
    for seed in 1...5 as ClosedRange<UInt64> {
      var panel = Panel(1_000, others: 8, seed: seed)
      changed(&panel)
      let fresh = Panel(500, others: 0, seed: seed + 100)
      for (index, learns) in [true, false].enumerated() {
        let result = try train(panel.text, options: options(learns))
        check(result.manifest, learns)
        let router = try Router(copying: result.file)
        sums[index] += correlation(
          fresh.prompts.map { Double(router.decide($0).scores[0]) }, fresh.chances)
      }
    }
    return (sums[0], sums[1])
  }

  @Test(
    "Eight other models' outcomes rank fresh prompts nearer to the truth, and the manifest says what they told"
  )
  func nearerTheTruth() throws {
    let (with, without) = try correlations({ _ in }) { manifest, learns in
      let auxiliary = manifest.auxiliary
      #expect((auxiliary != nil) == learns)
      if let auxiliary {
        #expect(auxiliary.models.count == 8 && auxiliary.recordsOfTheirsAlone == 0)
        #expect(auxiliary.explained["small"] ?? 0 > 0.1 && auxiliary.explained["large"] ?? 0 > 0.1)
      }
    }
    #expect(with > without + 5 * 0.02, "\(with) \(without)")
  }

  @Test(
    "A router of 100 records that know its models and 900 that know others ranks better than one of the 100")
  func fewOfItsOwn() throws {
    let (with, without) = try correlations(
      { panel in
        for row in 100..<1_000 { (panel.scores[row][0], panel.scores[row][1]) = (nil, nil) }
      },
      { manifest, learns in
        #expect((manifest.auxiliary?.recordsOfTheirsAlone ?? 0 > 700) == learns)
        #expect((manifest.split.trainingRecords < 100) != learns)
      })
    #expect(with > without + 5 * 0.1, "\(with) \(without)")
  }

  @Test("What small alone is bad at is learned from many records in spite of eight models that are not")
  func ownWeakness() throws {
    let panel = Panel(6_000, others: 8, seed: 11, weakness: 0.3)
    let fresh = Panel(1_000, others: 0, seed: 12, weakness: 0.3)
    let ranked = try [true, false].map { learns in
      let router = try Router(copying: try train(panel.text, options: options(learns)).file)
      let gaps = fresh.prompts.map { prompt in
        let scores = router.decide(prompt).scores
        return Double(scores[1] - scores[0])
      }
      return correlation(gaps, fresh.gains)
    }
    #expect(ranked[0] > 0.85 * ranked[1] && ranked[1] > 0.3, "\(ranked)")
  }

  @Test(
    "Words that only records of other models hold stay unseen: evidence, and what has too little, is by own records"
  )
  func evidence() throws {
    let own = Panel(300, others: 4, seed: 14)
    let text =
      own.text + "\n"
      + Panel(600, others: 4, seed: 15).text.split(separator: "\n").map { line in
        var line = String(line)
        for (word, other) in [("w1", "x1"), ("ba", "xx"), ("ke", "yy"), ("li", "zz")] {
          line = line.replacing(word, with: other)
        }
        return line.replacing("\"small\":{", with: "\"more\":{").replacing("\"large\":{", with: "\"most\":{")
      }.joined(separator: "\n")
    let files = try [true, false].map { try train(text, options: options($0)) }
    #expect(files[0].manifest.auxiliary?.recordsOfTheirsAlone ?? 0 > 400)
    let routers = try files.map { try Router(copying: $0.file) }
    #expect(routers[0].policy.leastEvidence == routers[1].policy.leastEvidence)
    for prompt in own.prompts.prefix(50) + ["xxzzyy yyxx zz", "x12 xxyy zzmo"] {
      #expect(routers[0].decide(prompt).evidence == routers[1].decide(prompt).evidence)
    }
  }

  @Test("An embedding alone is not drawn to anything, and does not say so")
  func embedding() throws {
    let text = Panel(300, others: 6, seed: 9).text
    let files = try [true, false].map { learns in
      var options = options(learns)
      options.architecture = .embedding
      return try train(text, options: options)
    }
    #expect(files[0].manifest.auxiliary == nil && files[0].file == files[1].file)
  }

  @Test("A strength that is given is given to what is told too, and what is told is in the file")
  func fixedStrength() throws {
    let text = Panel(300, others: 6, seed: 9).text
    let files = try [true, false].map { learns in
      var options = options(learns)
      options.penalty = 3
      let result = try train(text, options: options)
      #expect((result.manifest.auxiliary != nil) == learns)
      return try Router(copying: result.file).explain("w5").logits
    }
    #expect(files[0] != files[1])
  }

  @Test("Where records know the router's own models alone, the file is the same with and without")
  func ownModels() throws {
    let text = Panel(200, others: 0, seed: 6).text
    #expect(try train(text, options: options(true)).file == train(text, options: options(false)).file)
  }

  @Test("Models outside the router that were never tried beside it change nothing")
  func apart() throws {
    var panel = Panel(240, others: 2, seed: 7)
    for row in panel.scores.indices {
      for model in panel.scores[row].indices where (model < 2) != (row < 200) {
        panel.scores[row][model] = nil
      }
    }
    let result = try train(panel.text, options: options(true))
    #expect(result.manifest.auxiliary == nil)
    #expect(try train(panel.text, options: options(false)).file == result.file)
  }
}
