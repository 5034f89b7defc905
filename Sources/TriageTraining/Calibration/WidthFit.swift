import Triage

/// How far a tier's sufficiency strays, in logits, where nothing of a prompt has been seen.
///
/// One prompt's outcome cannot tell a wrong probability from bad luck; the mean of many can. Within a cell (a
/// domain) the out-of-fold sufficiencies p and the outcomes y differ by more than chance if the cell's logits
/// are off together. With a deviation of s · √(1 - evidence) a prompt,
///
/// ```
/// D = mean(y) - mean(p),   E[D²] = N + s² G²
/// N = Σ w² p(1 - p) / (Σ w)²,   G = Σ w p(1 - p) √(1 - evidence) / Σ w
/// s² = Σ_cells n (D² - N) / Σ_cells n G²          (method of moments)
/// ```
///
/// Only training records are looked at, each by a fold that did not see it.
struct WidthFit: Sendable {
  /// s, at least ``least``.
  var width: Float
  /// Cells that had ``fewestRows`` rows.
  var cells: Int

  /// Never narrower than this: fewer cells than a few dozen can show an excess of 0 by luck.
  static let least: Float = 0.25
  static let fewestRows = 8

  /// - Parameters:
  ///   - sufficiencies: of each training row, out of fold, 0…1.
  ///   - labels: 1 where the tier's answer was as good as the top tier's.
  ///   - weights: one a row, 0 to leave it out.
  ///   - evidence: of each row, itself left out.
  ///   - cells: each row's cell number.
  init(_ sufficiencies: [Float], labels: [Float], weights: [Float], evidence: [Float], cells: [Int]) {
    var sums: [Int: (rows: Int, weight: Double, excess: Double, noise: Double, reach: Double)] = [:]
    for row in evidence.indices where weights[row] > 0 {
      let p = Double(sufficiencies[row])
      let weight = Double(weights[row])
      var sum = sums[cells[row], default: (0, 0, 0, 0, 0)]
      sum.rows += 1
      sum.weight += weight
      sum.excess += weight * (Double(labels[row]) - p)
      sum.noise += weight * weight * p * (1 - p)
      sum.reach += weight * p * (1 - p) * Double(max(0, 1 - evidence[row])).squareRoot()
      sums[cells[row]] = sum
    }
    var (above, below) = (0.0, 0.0)
    self.cells = 0
    for cell in sums.keys.sorted() {
      guard let sum = sums[cell], sum.rows >= Self.fewestRows, sum.weight > 0 else { continue }
      self.cells += 1
      let squared = sum.weight * sum.weight
      above += Double(sum.rows) * (sum.excess * sum.excess - sum.noise) / squared
      below += Double(sum.rows) * sum.reach * sum.reach / squared
    }
    let square = below > 0 ? max(0, above / below) : 0
    width = min(ModelFormat.maximumWidth, max(Self.least, Float(square.squareRoot())))
  }

  /// The width of a tier, from its calibration.
  init(_ fit: CalibrationFit, _ problem: TrainingProblem, tier: Int, evidence: [Float], cells: [Int]) {
    let (own, best) = (problem.scores[tier], problem.scores[problem.scores.count - 1])
    self.init(
      fit.outOfFold, labels: own.indices.map { own[$0] >= best[$0] ? 1 : 0 },
      weights: own.indices.map { own[$0].isNaN || best[$0].isNaN ? 0 : problem.weights[$0] },
      evidence: evidence, cells: cells)
  }

  /// One width a tier; the top one's is not used.
  static func widths(
    _ calibration: RouterCalibration, _ problem: TrainingProblem, _ table: RecordTable, evidence: [Float]
  ) -> [Float] {
    let cells = cells(table, rows: problem.rows, evidence: evidence)
    return calibration.tiers.indices.map { tier in
      WidthFit(calibration.tiers[tier], problem, tier: tier, evidence: evidence, cells: cells).width
    }
  }

  /// A row's domain; where there are fewer than three, a hundred cells of like evidence.
  static func cells(_ table: RecordTable, rows: [Int], evidence: [Float]) -> [Int] {
    let domains = rows.map { Int(table.domains[$0]) }
    guard Set(domains).count < 3 else { return domains }
    var cells = [Int](repeating: 0, count: rows.count)
    let order = evidence.indices.sorted { (evidence[$0], $0) < (evidence[$1], $1) }
    for (place, row) in order.enumerated() { cells[row] = place * 100 / max(1, order.count) }
    return cells
  }
}
