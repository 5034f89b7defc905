import TestSupport
import Testing

@testable import Triage
@testable import TriageTraining

/// What a random model is to look like.
struct ModelShape: Sendable, CustomTestStringConvertible {
  var heads = 2
  var kind = WeightKind.float16
  /// Nil where columns are outputs.
  var embedding: Int?
  var rectified = false
  var hasLength = false
  var normsUnseen = false
  /// Whether the file has widths, and so variance for evidence (1.1).
  var hasWidths = false
  var log2Rows = 10
  var window = PromptWindow.standard
  /// The share of features that get a row.
  var known = 0.6

  var testDescription: String {
    "\(heads) heads \(kind.name)" + (embedding.map { ", \($0) columns" } ?? "")
      + (rectified ? " rectified" : "") + (hasLength ? ", length" : "")
      + (normsUnseen ? ", unseen in norm" : "") + (hasWidths ? ", widths" : "")
  }

  /// Every kind of weight with 2, 3, 5, 12 and 64 heads, plain and projected, plain and rectified.
  static let all: [ModelShape] = WeightKind.allCases.flatMap { kind in
    [2, 3, 5, 12, 64].flatMap { heads in
      [
        ModelShape(heads: heads, kind: kind),
        ModelShape(heads: heads, kind: kind, hasWidths: true),
        ModelShape(heads: heads, kind: kind, hasLength: true, normsUnseen: true),
        ModelShape(heads: heads, kind: kind, embedding: 3, normsUnseen: true),
        ModelShape(heads: heads, kind: kind, embedding: 16, rectified: true, hasWidths: true),
        ModelShape(heads: heads, kind: kind, embedding: heads, rectified: true, hasLength: true),
        ModelShape(heads: heads, kind: kind, embedding: 128, rectified: heads > 3, hasLength: heads > 5),
      ]
    }
  }
}

extension ModelContents {
  /// A model with random weights for a share of the features of some prompts.
  static func random(_ shape: ModelShape, seed: UInt64, prompts: [[UInt8]]) -> ModelContents {
    var generator = SeededGenerator(seed)
    let outputs = shape.heads + (shape.hasLength ? 1 : 0)
    let columns = shape.embedding ?? outputs
    var taken: Set<UInt32> = []
    var features: [UInt32] = []
    for prompt in prompts {
      for feature in RecordingSink.scan(prompt).features.map(\.feature)
      where Double.random(in: 0..<1, using: &generator) < shape.known {
        guard taken.insert(feature & (1 << UInt32(shape.log2Rows) - 1)).inserted else { continue }
        features.append(feature)
      }
    }
    features.sort()
    func floats(_ count: Int, _ limit: Float) -> [Float] { (0..<count).map { _ in generator.float(limit) } }
    let inputs = columns * (shape.rectified ? 2 : 1)
    return ModelContents(
      window: shape.window, log2Rows: shape.log2Rows, features: features,
      rarities: features.map { _ in UInt8.random(in: 1...200, using: &generator) },
      weights: floats(features.count * columns, 8), columns: columns, unseenRarity: 150,
      normsUnseen: shape.normsUnseen, hasLength: shape.hasLength, rectified: shape.rectified,
      projection: shape.embedding == nil ? [] : floats(inputs * outputs, 1),
      shape: ShapeWeights(
        means: floats(ShapeFeatures.count, 2), inverseDeviations: floats(ShapeFeatures.count, 3),
        weights: floats(ShapeFeatures.count * outputs, 0.1), biases: floats(outputs, 0.5)),
      heads: (0..<shape.heads).map {
        Head(
          name: "model-\($0)", inputPrice: Double($0), outputPrice: nil, meanCost: 0.25,
          contextWindow: $0 % 2 == 0 ? nil : 8000 * ($0 + 1), lengthOffset: shape.hasLength ? 4 : 0)
      },
      headCalibrators: (0..<shape.heads).map { _ in Calibrator.random(&generator, from: -4, to: 4) },
      tierCalibrators: (0..<shape.heads).map { _ in Calibrator.random(&generator, from: -1, to: 1) },
      policy: Policy(
        tiers: (0..<shape.heads).map { Tier(name: "tier-\($0)", models: [$0], threshold: 0.5) },
        bandHalfWidth: 0.05, leastEvidence: 0.1),
      widths: shape.hasWidths ? (0..<shape.heads).map { 0.5 + Float($0) / 8 } : nil)
  }
}

extension ModelContents {
  /// The same started from another router: two more dense features, with random weights.
  func starting(from prior: [UInt8], seed: UInt64 = 3) -> ModelContents {
    var generator = SeededGenerator(seed)
    var contents = self
    contents.prior = prior
    contents.shape.means += [0, 0]
    contents.shape.inverseDeviations += [1, 1]
    contents.shape.weights += (0..<2 * outputs).map { _ in generator.float(0.6) }
    return contents
  }
}

extension Calibrator {
  /// Any of the three kinds, with isotonic knots between two inputs.
  static func random(_ generator: inout SeededGenerator, from low: Float, to high: Float) -> Calibrator {
    switch generator.below(3) {
    case 0: return .none
    case 1: return .platt(slope: generator.float(2), intercept: generator.float(1))
    default:
      let count = 1 + generator.below(6)
      let inputs = (0..<count).map { _ in Float.random(in: low...high, using: &generator) }.sorted()
      return .isotonic(
        inputs: inputs, outputs: inputs.map { _ in Float.random(in: 0...1, using: &generator) })
    }
  }
}
