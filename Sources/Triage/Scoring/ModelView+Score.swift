/// What one pass over a prompt yields, before calibration.
struct RawScores {
  /// A logit a head, then the log length where the model has that output.
  var outputs: Outputs
  /// How much of the prompt was seen in training, 0…1.
  var evidence: Float
}

extension ModelView {
  /// Scores a prompt: one walk over its bytes, a table row a feature, no allocation.
  func score(_ text: UnsafeBufferPointer<UInt8>, _ scanner: FeatureScanner) -> RawScores {
    switch configuration.kind {
    case .int8: unsafe score(text, scanner, as: Int8Row.self)
    case .float16: unsafe score(text, scanner, as: Float16Row.self)
    case .float32: unsafe score(text, scanner, as: Float32Row.self)
    }
  }

  @inline(__always)
  private func score<Row: RowDecoder>(
    _ text: UnsafeBufferPointer<UInt8>, _ scanner: FeatureScanner, as row: Row.Type
  ) -> RawScores {
    var columns = Outputs()
    let familiarity: Familiarity
    let counts: ShapeCounts
    if configuration.columns <= 4 {
      var sink = unsafe ScoringSink<Row>(self)
      counts = unsafe scanner.scan(text, window: configuration.window, into: &sink)
      familiarity = unsafe sink.familiarity
      for column in 0..<configuration.columns { columns[column] = unsafe sink.sums[column] }
    } else {
      let chunks = (configuration.columns + 3) / 4
      (familiarity, counts) = unsafe withUnsafeTemporaryAllocation(
        of: SIMD4<Float>.self, capacity: ModelFormat.maximumColumns / 4
      ) { buffer in
        unsafe buffer.initialize(repeating: SIMD4<Float>())
        guard let sums = buffer.baseAddress else { return (Familiarity(), ShapeCounts()) }
        var sink = unsafe WideScoringSink<Row>(self, sums: sums, chunks: chunks)
        let counts = unsafe scanner.scan(text, window: configuration.window, into: &sink)
        for column in 0..<configuration.columns { columns[column] = unsafe sums[column / 4][column % 4] }
        return unsafe (sink.familiarity, counts)
      }
    }
    let inverseNorm = familiarity.inverseNorm
    for column in 0..<configuration.columns { columns[column] *= scales[column] * inverseNorm }
    return RawScores(
      outputs: outputs(columns: columns, counts: counts),
      evidence: widths.isEmpty
        ? familiarity.wordShare(unseenRarity: configuration.unseenRarity) : familiarity.evidence)
  }

  /// Bias, shape features and the (projected) columns, added up; every output finite and within ±30.
  func outputs(columns: Outputs, counts: ShapeCounts) -> Outputs {
    var result = Outputs()
    let outputs = configuration.outputs
    for output in 0..<outputs { result[output] = shape.biases[output] }
    for feature in 0..<ShapeFeatures.count {
      let value = ShapeFeatures.standardised(
        ShapeFeatures.raw(feature, of: counts), mean: shape.means[feature],
        inverseDeviation: shape.inverseDeviations[feature])
      for output in 0..<outputs { result[output] += value * shape.weights[feature * outputs + output] }
    }
    if projection.isEmpty {
      for output in 0..<outputs { result[output] += columns[output] }
    } else {
      project(columns, into: &result)
    }
    for output in 0..<outputs {
      let value = result[output]
      result[output] = value.isFinite ? max(-30, min(30, value)) : 0
    }
    return result
  }

  /// result += Pᵀ z, and Qᵀ max(0, z) where the projection is rectified.
  private func project(_ columns: Outputs, into result: inout Outputs) {
    let outputs = configuration.outputs
    for column in 0..<configuration.columns {
      let value = columns[column]
      for output in 0..<outputs { result[output] += value * projection[column * outputs + output] }
      guard configuration.rectified, value > 0 else { continue }
      let row = (configuration.columns + column) * outputs
      for output in 0..<outputs { result[output] += value * projection[row + output] }
    }
  }
}
