import Triage

/// A router before it is a file: everything in full precision.
struct ModelContents: Sendable {
  var window = PromptWindow.standard
  var log2Rows: Int
  /// Feature names, ascending, their rarities, and their weights (feature by column, row-major).
  var features: [UInt32]
  var rarities: [UInt8]
  var weights: [Float]
  var columns: Int
  var unseenRarity: Int
  var normsUnseen: Bool
  var hasLength: Bool
  var rectified: Bool
  /// Empty where columns are outputs.
  var projection: [Float]
  var shape: ShapeWeights
  var heads: [Head]
  var headCalibrators: [Calibrator]
  var tierCalibrators: [Calibrator]
  var policy: Policy
  /// The whole file of the router that this one started from.
  var prior: [UInt8]?
  /// A tier's prior deviation of the sufficiency's logit; nil leaves the section out.
  var widths: [Float]?

  var outputs: Int { heads.count + (hasLength ? 1 : 0) }

  func configuration(_ kind: WeightKind) -> ModelConfiguration {
    ModelConfiguration(
      window: window, log2Rows: log2Rows, columns: columns, kind: kind, outputs: outputs, heads: heads.count,
      unseenRarity: unseenRarity, normsUnseen: normsUnseen, hasLength: hasLength, rectified: rectified,
      hasPrior: prior != nil)
  }
}
