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
/// A stand-in for an outcome (``SufficiencyLabels``) strays further than p(1 - p), by how rarely its model was asked.
/// Such a row adds its own (w (y - p))² to N instead, and leaves its square out of G² too: what is left is the
/// products of different rows, whose errors have nothing to do with one another however large they are.
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
  ///   - labels: what the tier's sufficiency was calibrated on; rows of weight 0 are left out.
  ///   - evidence: of each row, itself left out.
  ///   - cells: each row's cell number.
  init(_ sufficiencies: [Float], labels: SufficiencyLabels, evidence: [Float], cells: [Int]) {
    var sums: [Int: Sum] = [:]
    for row in evidence.indices where labels.weights[row] > 0 {
      sums[cells[row], default: Sum()].add(
        sufficiency: Double(sufficiencies[row]), label: Double(labels.values[row]),
        weight: Double(labels.weights[row]), unseen: Double(max(0, 1 - evidence[row])),
        isStandIn: labels.isStandIn[row])
    }
    var (above, below) = (0.0, 0.0)
    self.cells = 0
    for cell in sums.keys.sorted() {
      guard let sum = sums[cell], sum.rows >= Self.fewestRows, sum.weight > 0 else { continue }
      self.cells += 1
      let squared = sum.weight * sum.weight
      above += Double(sum.rows) * (sum.excess * sum.excess - sum.noise) / squared
      below += Double(sum.rows) * (sum.reach * sum.reach - sum.ownReach) / squared
    }
    let square = below > 0 ? max(0, above / below) : 0
    width = min(ModelFormat.maximumWidth, max(Self.least, Float(square.squareRoot())))
  }

  /// What a cell adds up to.
  private struct Sum {
    var (rows, weight, excess, noise) = (0, 0.0, 0.0, 0.0)
    /// Σ w p(1 - p) √(1 - evidence), and of stand-ins the sum of its squares.
    var (reach, ownReach) = (0.0, 0.0)

    mutating func add(sufficiency p: Double, label: Double, weight: Double, unseen: Double, isStandIn: Bool) {
      let stray = weight * (label - p)
      let reach = weight * p * (1 - p) * unseen.squareRoot()
      rows += 1
      self.weight += weight
      excess += stray
      noise += isStandIn ? stray * stray : weight * weight * p * (1 - p)
      self.reach += reach
      ownReach += isStandIn ? reach * reach : 0
    }
  }

  /// One width a tier; the top one's is not used.
  static func widths(
    _ calibration: RouterCalibration, _ problem: TrainingProblem, _ table: RecordTable, evidence: [Float]
  ) -> [Float] {
    let cells = cells(table, rows: problem.rows, evidence: evidence)
    return zip(calibration.tiers, calibration.labels).map { fit, labels in
      WidthFit(fit.outOfFold, labels: labels, evidence: evidence, cells: cells).width
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
