import Foundation

@testable import Triage
@testable import TriageTraining

/// Scores a prompt in double precision from a dictionary of rows: the formula of `ModelFormat`, term by term.
struct ScoreOracle {
  struct Row {
    var rarity: Double
    var columns: [Double]
  }

  struct Scores {
    var outputs: [Double]
    var probabilities: [Double]
    var sufficiencies: [Double]
    var evidence: Double
  }

  let contents: ModelContents
  private(set) var rows: [UInt64: Row] = [:]

  /// Weights as the file keeps them, rounded to `kind`.
  init(_ contents: ModelContents, _ kind: WeightKind) {
    self.contents = contents
    let columns = contents.columns
    let largest = (0..<columns).map { column in
      contents.features.indices.map { abs(contents.weights[$0 * columns + column]) }.max() ?? 0
    }
    for (index, feature) in contents.features.enumerated() {
      let weights = (0..<columns).map { column -> Double in
        let weight = contents.weights[index * columns + column]
        switch kind {
        case .float32: return Double(weight)
        case .float16: return Double(Float16(weight))
        case .int8:
          let scale = largest[column] > 0 ? largest[column] / 127 : 1
          return Double((weight / scale).rounded()) * Double(scale)
        }
      }
      rows[key(feature)] = Row(rarity: Double(contents.rarities[index]) / 16, columns: weights)
    }
  }

  /// A row answers to every feature with its number and fingerprint.
  func key(_ feature: UInt32) -> UInt64 {
    UInt64(feature >> 24) << 32 | UInt64(feature % (1 << UInt32(contents.log2Rows)))
  }

  func score(_ prompt: [UInt8]) -> Scores {
    let features = FeatureOracle(prompt, window: contents.window)
    var sums = [Double](repeating: 0, count: contents.columns)
    var norm = 0.0
    var (prior, left) = (0.0, 0.0)
    let unseenRarity = Double(contents.unseenRarity) / 16
    for feature in features.features {
      if let row = rows[key(feature.feature)] {
        for column in sums.indices { sums[column] += row.columns[column] }
        norm += row.rarity * row.rarity
        prior += row.rarity * row.rarity
        // 1 / (1 + document frequency), which the rarity says.
        left += row.rarity * row.rarity * min(1, Foundation.exp(row.rarity - unseenRarity))
      } else {
        prior += unseenRarity * unseenRarity
        left += unseenRarity * unseenRarity
        if contents.normsUnseen { norm += unseenRarity * unseenRarity }
      }
    }
    let z = sums.map { norm > 0 ? $0 / norm.squareRoot() : 0 }
    let outputs = outputs(z, shape(features))
    let probabilities = contents.heads.indices.map { probability(contents.headCalibrators[$0], outputs[$0]) }
    return Scores(
      outputs: outputs, probabilities: probabilities, sufficiencies: sufficiencies(probabilities),
      evidence: prior > 0 ? 1 - left / prior : 0)
  }

  private func outputs(_ z: [Double], _ shape: [Double]) -> [Double] {
    let width = contents.outputs
    return (0..<width).map { output in
      var sum = Double(contents.shape.biases[output])
      for feature in shape.indices {
        sum += shape[feature] * Double(contents.shape.weights[feature * width + output])
      }
      guard !contents.projection.isEmpty else { return min(30, max(-30, sum + z[output])) }
      for column in z.indices {
        sum += z[column] * Double(contents.projection[column * width + output])
        if contents.rectified {
          sum += max(0, z[column]) * Double(contents.projection[(z.count + column) * width + output])
        }
      }
      return min(30, max(-30, sum))
    }
  }

  /// The twelve values of the table in `ShapeFeatures`, standardised.
  private func shape(_ features: FeatureOracle) -> [Double] {
    let counts = features.counts
    let bytes = Double(max(1, counts.bytes))
    let words = Double(max(1, counts.words))
    let raw: [Double] = [
      log2(1 + Double(counts.totalBytes)), log2(1 + Double(counts.words)), log2(1 + Double(counts.newlines)),
      Double(counts.wordBytes) / words, Double(counts.digits) / bytes, Double(counts.uppercase) / bytes,
      Double(features.operators) / bytes, Double(features.brackets) / bytes,
      Double(features.punctuation) / bytes, log2(1 + Double(features.questions)),
      Double(counts.highBytes) / bytes, Double(counts.ideographs) / words,
    ]
    return raw.indices.map { index in
      let centred = raw[index] - Double(contents.shape.means[index])
      return min(3, max(-3, centred * Double(contents.shape.inverseDeviations[index])))
    }
  }

  private func probability(_ calibrator: Calibrator, _ z: Double) -> Double {
    switch calibrator {
    case .none: return 1 / (1 + Foundation.exp(-z))
    case .platt(let slope, let intercept):
      return 1 / (1 + Foundation.exp(-(Double(slope) * z + Double(intercept))))
    case .isotonic(let inputs, let outputs):
      for knot in inputs.indices where z <= Double(inputs[knot]) {
        guard knot > 0 else { return Double(outputs[0]) }
        let share = (z - Double(inputs[knot - 1])) / Double(inputs[knot] - inputs[knot - 1])
        return Double(outputs[knot - 1]) * (1 - share) + Double(outputs[knot]) * share
      }
      return Double(outputs[outputs.count - 1])
    }
  }

  private func sufficiencies(_ probabilities: [Double]) -> [Double] {
    let firsts = contents.policy.tiers.map { probabilities[$0.models[0]] }
    let top = firsts[firsts.count - 1]
    var result: [Double] = []
    for tier in firsts.indices {
      let own = tier == firsts.count - 1 ? 1 : probability(contents.tierCalibrators[tier], top - firsts[tier])
      result.append(max(own, result.last ?? 0))
    }
    return result
  }
}
