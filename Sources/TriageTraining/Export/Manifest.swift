import Foundation
public import TriageMetrics

/// Where a router came from, for people and `triage inspect`: JSON with sorted keys in the model file.
///
/// Holds nothing that differs between two runs on the same data, seed and machine: no date, no duration.
public struct Manifest: Codable, Sendable {
  /// A file that was trained on.
  public struct DataFile: Codable, Sendable, Equatable {
    /// The last part of its path.
    public var name: String
    /// Of the uncompressed content.
    public var sha256: String
  }

  /// How the records were divided.
  public struct Split: Codable, Sendable, Equatable {
    /// The `split` that was trained on; nil where the trainer held out a share itself.
    public var trained: String?
    /// The share held out where it did.
    public var testShare: Double?
    /// Records trained on.
    public var trainingRecords: Int
    /// Records held out.
    public var heldOutRecords: Int
    /// Records dropped from training because a near-duplicate is held out.
    public var straddling: Int
    /// Records joined by their own `group`.
    public var joinedByGroup: Int
    /// Records joined because their prompts are the same after normalisation.
    public var joinedAsSame: Int
    /// Records joined because their prompts are nearly the same.
    public var joinedAsNear: Int
    /// True where near-duplicates were not looked for; else nil.
    public var trustsGroups: Bool?
  }

  /// One candidate of the selection.
  public struct Candidate: Codable, Sendable, Equatable {
    /// `linear` or `embedding`.
    public var architecture: String
    /// λ, or the embedding's weight decay.
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
    /// `linear` or `embedding`.
    public var architecture: String
    /// Why this candidate was chosen.
    public var why: String
    /// λ.
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

  /// The table.
  public struct Table: Codable, Sendable, Equatable {
    /// Features that have a row.
    public var features: Int
    /// Rows of the table.
    public var rows: Int
    /// How a weight is stored.
    public var weights: String
    /// The tolerance that chose how weights are stored.
    public var tolerance: Double
    /// The most that storing weights so changed any held-out sufficiency.
    public var largestChange: Double
    /// The share of feature occurrences lost to shared rows.
    public var collisionShare: Double
    /// The most that one word or pair can contribute to each model's logit (`Router.largestContributions()`).
    public var largestContributions: [Double]?
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

  /// What the router reached on the held-out records.
  public struct HeldOut: Codable, Sendable {
    /// Held-out records.
    public var n: Int
    /// Of the cheapest tier against the top; nil where the top is no better.
    public var apgr: Estimate?
    /// The smallest share of strong calls that recovers half of the gap.
    public var cpt50: Estimate?
    /// Of each model's head.
    public var ece: [String: Double]
    /// The mean log loss.
    public var logLoss: [String: Double]
    /// Area under the ROC curve of each head.
    public var auroc: [String: Double]
    /// Of the cheapest tier's sufficiency.
    public var sufficiencyECE: Double?

    private enum CodingKeys: String, CodingKey {
      case n, apgr, cpt50, ece, logLoss, auroc
      // As the snake case comes back: "ECE" would go out as sufficiency_ece and not be found again.
      case sufficiencyECE = "sufficiencyEce"
    }
  }

  /// The manifest's own version.
  public var format = "1.0"
  /// The files that were trained on.
  public var data: [DataFile]
  /// How the records were divided.
  public var split: Split
  /// How the fit was made.
  public var fit: Fit
  /// The weight table.
  public var table: Table
  /// The calibrators.
  public var calibration: [Calibration]
  /// The logged records among the training records; nil where there are none.
  public var logged: Logged?
  /// Metrics on the held-out records; nil where nothing was held out.
  public var heldOut: HeldOut?
  /// For each domain of the training records the mean score of each model, for the baseline that peeks.
  public var domainMeans: [String: [Double]]
  /// What calibration was last moved to by `triage calibrate`.
  public var operatingPoint: String?
  /// What the threshold promises; nil where it was not chosen by risk.
  public var promise: Promise?

  /// The JSON, sorted and indented.
  public func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }

  /// Reads a manifest back.
  public init?(json: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let manifest = try? decoder.decode(Manifest.self, from: Data(json.utf8)) else { return nil }
    self = manifest
  }

  init(
    data: [DataFile], split: Split, fit: Fit, table: Table, calibration: [Calibration],
    domainMeans: [String: [Double]]
  ) {
    self.data = data
    self.split = split
    self.fit = fit
    self.table = table
    self.calibration = calibration
    self.domainMeans = domainMeans
  }
}
