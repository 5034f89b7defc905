#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where a router came from, for people and `triage inspect`: JSON with sorted keys in the model file.
///
/// Holds nothing that differs between two runs on the same data, seed and machine: no date, no duration.
public struct Manifest: Codable, Sendable {
  /// The manifest's own version.
  public var format = "1.0"
  /// The files that were trained on.
  public var data: [DataFile]
  /// How the records were divided.
  public var split: Split
  /// How the fit was made.
  public var fit: Fit
  /// The models outside the router whose outcomes heads were drawn to; nil where there are none.
  public var auxiliary: Auxiliary?
  /// The router that this one started from; nil where there is none.
  public var prior: Prior?
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
  /// The requests whose outcomes chose the threshold, of a promise the half that did; nil where none did.
  public var searched: PromptSample?
  /// What the threshold promises; nil where it was not chosen by risk.
  public var promise: Promise?

  /// The JSON, sorted and indented. A number that is not finite is written as a word rather than lose all others.
  public func json() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return (try? encoder.encode(self)).map { Array($0) } ?? []
  }

  /// Reads a manifest back.
  public init?(json: String) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
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
