import Triage
import TriageLinearAlgebra

/// A design matrix, and how the shape features in it were standardised.
struct BuiltDesign {
  var design: DesignMatrix
  var means: [Float]
  var inverseDeviations: [Float]
  /// The evidence of each prompt if it had not been in the training set itself.
  var evidence: [Float]
}

/// How the design matrix is made.
struct DesignSettings: Sendable {
  /// The dense columns' penalty relative to λ: standardised shape features are scaled by 1/10, which kept the
  /// ranking and won log loss (see the module's notes).
  var shapePenalty: Float = 100
  /// The bias is all but free.
  var biasPenalty: Float = 1e-3
  /// Whether unseen features count in ‖x‖.
  var normsUnseen = false
}

extension BuiltDesign {
  /// Builds X for the given rows of the store.
  init(
    _ store: PromptFeatureStore, rows: [Int], vocabulary: Vocabulary, settings: DesignSettings
  ) throws(TrainingError) {
    let prompts = SparseRows()
    var inverseNorms: [Float] = []
    evidence = []
    var columns: [UInt32] = []
    for row in rows {
      columns.removeAll(keepingCapacity: true)
      var familiarity = Familiarity()
      var others = Familiarity()  // as if this prompt had not been seen: one less of each count
      let unseenSquare = settings.normsUnseen ? UInt32(vocabulary.unseenRarity * vocabulary.unseenRarity) : 0
      let features = store.features(row)
      for index in features.indices {
        guard let column = vocabulary.column(of: features[index]) else {
          familiarity.squaredNorm += unseenSquare
          others.add(rarity: vocabulary.unseenRarity, left: 1)
          continue
        }
        columns.append(UInt32(column))
        let rarity = UInt32(vocabulary.rarities[column])
        familiarity.squaredNorm += rarity * rarity
        let count = vocabulary.counts[column]
        if count > vocabulary.minimum {
          others.add(rarity: Int(rarity), left: 1 / Float(count))
        } else {
          others.add(rarity: vocabulary.unseenRarity, left: 1)
        }
      }
      try prompts.append(columns)
      inverseNorms.append(familiarity.inverseNorm)
      evidence.append(others.evidence)
    }
    let shape = Self.standardise(store.shapes, rows: rows)
    means = shape.means
    inverseDeviations = shape.inverseDeviations
    let unit = ModelFormat.rarityUnit
    design = DesignMatrix(
      prompts: prompts, features: try prompts.transposed(columns: vocabulary.features.count),
      inverseNorms: inverseNorms,
      inverseSquaredRarities: vocabulary.rarities.map { 1 / (Float($0) * unit * Float($0) * unit) },
      dense: shape.dense,
      densePenalties: [settings.biasPenalty]
        + [Float](repeating: settings.shapePenalty, count: ShapeFeatures.count))
  }

  /// Means, inverse deviations, and `[1 | standardised and clamped]`; a constant feature is switched off.
  private static func standardise(
    _ shapes: [Float], rows: [Int]
  ) -> (means: [Float], inverseDeviations: [Float], dense: Matrix) {
    let count = ShapeFeatures.count
    var means: [Float] = []
    var inverse: [Float] = []
    for feature in 0..<count {
      var sum = 0.0
      for row in rows { sum += Double(shapes[row * count + feature]) }
      let mean = sum / Double(max(rows.count, 1))
      var squares = 0.0
      for row in rows {
        let difference = Double(shapes[row * count + feature]) - mean
        squares += difference * difference
      }
      let deviation = (squares / Double(max(rows.count, 1))).squareRoot()
      means.append(Float(mean))
      inverse.append(deviation > 1e-6 ? Float(1 / deviation) : 0)
    }
    var dense = Matrix(rows: rows.count, columns: count + 1)
    for (index, row) in rows.enumerated() {
      dense[index, 0] = 1
      for feature in 0..<count {
        dense[index, feature + 1] = ShapeFeatures.standardised(
          shapes[row * count + feature], mean: means[feature], inverseDeviation: inverse[feature])
      }
    }
    return (means, inverse, dense)
  }
}
