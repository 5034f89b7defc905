import Triage
import TriageLinearAlgebra

extension Trainer {
  /// Training prompts below which linear heads stay alone: with 1,000 averaging gains nothing, with 200 it loses 0.008 of
  /// out-of-fold quality, with 2,000 it gains 0.002.
  static let leastForPartner = 2_000
  /// And above which they do, for the time and the memory: a pass over 100,000 prompts takes a fold a second or two, and
  /// what averaging evens out, the accidents of few outcomes, is smaller the more there are.
  static let mostForPartner = 100_000

  /// The plain embedding that linear heads are averaged with, as weights a head, which is what it comes to: fitted
  /// another way, it errs elsewhere. Nil where the prompts are too few or too many.
  ///
  /// ```
  /// weight of feature f for head h = rarity_f · Σ_k E_fk P_kh
  /// ```
  func partnerFit(_ problem: TrainingProblem, _ design: DesignMatrix) throws -> PathPoint? {
    guard (Self.leastForPartner...Self.mostForPartner).contains(problem.observedRows),
      !design.rows.isSpilled
    else { return nil }
    let settings = EmbeddingSettings.plain
    let rarities = design.inverseSquaredRarities.map { 1 / $0.squareRoot() }
    let solver = EmbeddingSolver(
      design: try PlainDesign(design), rarities: rarities, targets: problem.targets, settings: settings,
      decay: settings.decays[0], seed: options.seed,
      centres: priorCentres(heads: problem.targets.labels.count))
    let runs = EmbeddingRuns(solver, problem)
    guard let model = runs.models[0] else { return nil }
    return PathPoint(
      penalty: 0, outOfFold: runs.outOfFold[0], sparse: model.columns(rarities: rarities),
      dense: (0..<model.heads).map { head in
        (0..<model.dense.rows).map { model.dense[$0, head] }
      })
  }
}

extension EmbeddingModel {
  /// For each head each feature's weight in the table: what a plain model is.
  func columns(rarities: [Float]) -> [[Float]] {
    var weights = Matrix(rows: rarities.count, columns: heads)
    multiply(
      Matrix(rows: rarities.count, columns: dimensions, values: embedding), .none, projection, into: &weights)
    return (0..<heads).map { head in rarities.indices.map { rarities[$0] * weights[$0, head] } }
  }
}
