extension Manifest {
  /// One candidate of the selection.
  public struct Candidate: Codable, Sendable, Equatable {
    /// `linear`, `averaged` or `embedding`, and what else tells it from others.
    public var architecture: String
    /// λ, the larger of two that are averaged, or the embedding's weight decay.
    public var penalty: Double
    /// The share of the kind's head in each head; nil where the records name no kinds.
    public var kindShare: Double?
    /// Out of fold, the mean APGR over tiers.
    public var quality: Double
    /// The mean log loss.
    public var logLoss: Double
  }

  /// How the fit was made.
  public struct Fit: Codable, Sendable, Equatable {
    /// `linear`, `averaged` or `embedding`.
    public var architecture: String
    /// Why this candidate was chosen.
    public var why: String
    /// λ; the larger of two that are averaged.
    public var penalty: Double
    /// Folds of the cross-validation.
    public var folds: Int
    /// Seed of hold-out, folds and embedding.
    public var seed: UInt64
    /// The solver.
    public var solver: String
    /// The BLAS library that ran.
    public var blas: String
    /// Everything that was tried.
    public var candidates: [Candidate]
  }

  /// A calibrator and its rival.
  public struct Calibration: Codable, Sendable, Equatable {
    /// What is calibrated: a head or a tier's sufficiency.
    public var of: String
    /// The kind that was chosen.
    public var kind: String
    /// Out-of-fold log loss of Platt scaling.
    public var plattLogLoss: Double?
    /// Out-of-fold log loss of isotonic regression.
    public var isotonicLogLoss: Double?
  }
}
