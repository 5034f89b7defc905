import Triage

/// What must be known of the training prompts before the first row of the design matrix can be written: how many
/// hold each feature, and the mean and deviation of each shape feature. One pass over the store.
struct FeatureCensus: Sendable {
  var frequencies = DocumentFrequencies()
  /// Means and inverse deviations; a constant feature's is 0, which switches it off.
  private(set) var means: [Float] = []
  private(set) var inverseDeviations: [Float] = []

  /// How many of the training prompts were counted.
  private(set) var counted = 0
  /// Of more training prompts than this, as many are counted, evenly spaced: to tell the features that many prompts have
  /// from those that few have, and how rare each is, takes no more.
  static let most = 1 << 16

  /// Blocks read before their features are counted.
  private static let atOnce = 32

  /// - Parameter rows: the training prompts, ascending.
  init(_ store: PromptFeatureStore, rows: [Int], most: Int = FeatureCensus.most) throws(TrainingError) {
    var isTraining = [Bool](repeating: false, count: store.count)
    counted = min(rows.count, most)
    for place in 0..<counted { isTraining[rows[place * rows.count / counted]] = true }
    let readers = (0..<Self.atOnce).map { _ in PromptFeatureStore.Reader(store) }
    var moments = ShapeMoments()
    var start = 0
    while start < store.blockCount {
      let end = min(store.blockCount, start + Self.atOnce)
      var lists: [UnsafeBufferPointer<UInt32>] = []
      for index in start..<end {
        let block = try readers[index - start].block(index)
        for row in 0..<block.count where isTraining[block.first + row] {
          lists.append(block.features(row))
          moments.add(block.shape(row))
        }
      }
      frequencies.add(lists)
      start = end
    }
    for feature in 0..<ShapeFeatures.count {
      let (mean, deviation) = moments.meanAndDeviation(feature)
      means.append(Float(mean))
      inverseDeviations.append(deviation > 1e-6 ? Float(1 / deviation) : 0)
    }
  }
}

/// Sums of the shape features and their squares, less the first prompt's: a constant has a deviation of exactly 0.
private struct ShapeMoments {
  private var origin: SIMD16<Float>?
  private var sums = [Double](repeating: 0, count: ShapeFeatures.count)
  private var squares = [Double](repeating: 0, count: ShapeFeatures.count)
  private var count = 0.0

  mutating func add(_ shape: SIMD16<Float>) {
    let origin = origin ?? shape
    self.origin = origin
    for feature in 0..<ShapeFeatures.count {
      let value = Double(shape[feature]) - Double(origin[feature])
      sums[feature] += value
      squares[feature] += value * value
    }
    count += 1
  }

  func meanAndDeviation(_ feature: Int) -> (mean: Double, deviation: Double) {
    guard let origin else { return (0, 0) }
    let mean = sums[feature] / count
    return (Double(origin[feature]) + mean, max(0, squares[feature] / count - mean * mean).squareRoot())
  }
}
