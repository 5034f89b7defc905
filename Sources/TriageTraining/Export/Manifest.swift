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
    /// Records trained on, held out, and dropped from training because a near-duplicate is held out.
    public var trainingRecords: Int
    public var heldOutRecords: Int
    public var straddling: Int
    /// Records joined by group, by sameness and by likeness.
    public var joinedByGroup: Int
    public var joinedAsSame: Int
    public var joinedAsNear: Int
  }

  /// One candidate of the selection.
  public struct Candidate: Codable, Sendable, Equatable {
    public var architecture: String
    /// λ, or the embedding's weight decay.
    public var penalty: Double
    /// Out-of-fold: the mean APGR over tiers (see the training module), and the mean log loss.
    public var quality: Double
    public var logLoss: Double
  }

  /// How the fit was made.
  public struct Fit: Codable, Sendable, Equatable {
    public var architecture: String
    public var why: String
    public var penalty: Double
    public var folds: Int
    public var seed: UInt64
    public var solver: String
    public var blas: String
    public var candidates: [Candidate]
  }

  /// The table.
  public struct Table: Codable, Sendable, Equatable {
    public var features: Int
    public var rows: Int
    public var weights: String
    /// The tolerance that chose the weights' kind, and what the chosen kind changed at most.
    public var tolerance: Double
    public var largestChange: Double
    /// The share of feature occurrences lost to shared rows.
    public var collisionShare: Double
  }

  /// A calibrator and its rival.
  public struct Calibration: Codable, Sendable, Equatable {
    public var of: String
    public var kind: String
    public var plattLogLoss: Double?
    public var isotonicLogLoss: Double?
  }

  /// What the router reached on the held-out records.
  public struct HeldOut: Codable, Sendable {
    public var n: Int
    /// Of the cheapest tier against the top; nil where the top is no better.
    public var apgr: Estimate?
    public var cpt50: Estimate?
    /// Of each model's head.
    public var ece: [String: Double]
    public var logLoss: [String: Double]
    public var auroc: [String: Double]
    /// Of the cheapest tier's sufficiency.
    public var sufficiencyECE: Double?

    private enum CodingKeys: String, CodingKey {
      case n, apgr, cpt50, ece, logLoss, auroc
      // As the snake case comes back: "ECE" would go out as sufficiency_ece and not be found again.
      case sufficiencyECE = "sufficiencyEce"
    }
  }

  public var format = "1.0"
  public var data: [DataFile]
  public var split: Split
  public var fit: Fit
  public var table: Table
  public var calibration: [Calibration]
  public var heldOut: HeldOut?
  /// For each domain of the training records the mean score of each model, for the baseline that peeks.
  public var domainMeans: [String: [Double]]
  /// What calibration was last moved to by `triage calibrate`.
  public var operatingPoint: String?

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
