extension ModelView {
  /// Scores a prompt: one walk over its bytes, a table row a feature, no allocation.
  ///
  /// The numbers lie on the stack while `body` runs: the columns' sums, then the outputs, in vectors of four.
  @inline(__always)
  func withScores<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ scanner: FeatureScanner, _ body: (RawScores) -> Result
  ) -> Result {
    unsafe withScores(PromptSource(text: text, scanner: scanner, window: configuration.window), body)
  }

  /// The same of features wherever they come from.
  @inline(__always)
  func withScores<Result>(_ source: some FeatureSource, _ body: (RawScores) -> Result) -> Result {
    let capacity = ModelFormat.maximumColumns / 4 + ModelFormat.maximumHeads / 4 + 1
    return unsafe withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: capacity) { buffer in
      let columns = unsafe buffer.baseAddress.unsafelyUnwrapped
      let outputs = unsafe columns + dense.columnVectors
      let (counts, familiarity) = unsafe sumColumns(source, into: columns)
      let inverseNorm = familiarity.inverseNorm
      for index in 0..<dense.columnVectors {
        unsafe columns[index] *= dense.scales[index] * inverseNorm
      }
      var values = ShapeFeatures.values(of: counts)
      if let prior { Self.append(prior.priorScores(source), to: &values) }
      unsafe fillOutputs(outputs, columns: columns, raw: values)
      let numbers = unsafe UnsafeRawPointer(outputs).assumingMemoryBound(to: Float.self)
      return unsafe body(RawScores(outputs: numbers, evidence: familiarity.evidence))
    }
  }

  /// Takes in the features and leaves the sum of its rows in `columns`, before scale and norm.
  func sumColumns(
    _ source: some FeatureSource, into columns: UnsafeMutablePointer<SIMD4<Float>>
  ) -> (ShapeCounts, Familiarity) {
    if unsafe PairSink.reads(self) {
      var sink = unsafe PairSink(self)
      let counts = unsafe source.feed(&sink)
      unsafe columns.initialize(to: sink.columns)
      return unsafe (counts, familiarity(sink.doubt))
    }
    return switch configuration.kind {
    case .int8: unsafe sumColumns(source, into: columns, as: Int8Row.self)
    case .float16: unsafe sumColumns(source, into: columns, as: Float16Row.self)
    case .float32: unsafe sumColumns(source, into: columns, as: Float32Row.self)
    }
  }

  @inline(__always)
  private func sumColumns<Row: RowDecoder>(
    _ source: some FeatureSource, into columns: UnsafeMutablePointer<SIMD4<Float>>, as row: Row.Type
  ) -> (ShapeCounts, Familiarity) {
    if dense.columnVectors == 1 {
      var sink = unsafe ScoringSink<Row>(self)
      let counts = unsafe source.feed(&sink)
      unsafe columns.initialize(to: sink.sums)
      return unsafe (counts, familiarity(sink.doubt))
    }
    unsafe columns.initialize(repeating: SIMD4(), count: dense.columnVectors)
    var sink = unsafe WideScoringSink<Row>(self, sums: columns, vectors: dense.columnVectors)
    let counts = unsafe source.feed(&sink)
    return unsafe (counts, familiarity(sink.doubt))
  }

  @inline(__always)
  private func familiarity(_ doubt: Doubt) -> Familiarity {
    let unseen = UInt32(configuration.normsUnseen ? 0 : configuration.unseenRarity)
    return Familiarity(doubt: doubt, absent: unseen * unseen)
  }

  /// Puts a prior's scores behind the shape.
  @inline(__always)
  private static func append(_ scores: SIMD2<Float>, to values: inout SIMD16<Float>) {
    values[ShapeFeatures.count] = scores[0]
    values[ShapeFeatures.count + 1] = scores[1]
  }

  /// Bias, shape features, a prior's scores and the (projected) columns, added up; every output finite and within ±30.
  @inline(__always)
  private func fillOutputs(
    _ outputs: UnsafeMutablePointer<SIMD4<Float>>, columns: UnsafePointer<SIMD4<Float>>, raw: SIMD16<Float>
  ) {
    let values = ShapeFeatures.standardised(
      raw, means: dense.means, inverseDeviations: dense.inverseDeviations)
    let width = dense.outputVectors
    for index in 0..<width {
      var sum = unsafe dense.biases[index]
      var weights = unsafe dense.weights + index
      for feature in 0..<ShapeFeatures.count {
        unsafe sum += values[feature] * weights.pointee
        unsafe weights += width
      }
      if prior != nil {
        for feature in ShapeFeatures.count..<ShapeFeatures.count + PriorScores.count {
          unsafe sum += values[feature] * weights.pointee
          unsafe weights += width
        }
      }
      if projection.isEmpty {
        unsafe sum += columns[index]
      } else {
        unsafe project(columns, into: &sum, at: index)
      }
      unsafe (outputs + index).initialize(to: Self.clamped(sum))
    }
  }

  /// sum += Pᵀ z, and Qᵀ max(0, z) where the projection is rectified, of four outputs.
  func project(
    _ columns: UnsafePointer<SIMD4<Float>>, into sum: inout SIMD4<Float>, at index: Int
  ) {
    let width = dense.outputVectors
    for column in 0..<configuration.columns {
      let value = unsafe columns[column / 4][column % 4]
      unsafe sum += value * dense.projection[column * width + index]
      guard configuration.rectified, value > 0 else { continue }
      unsafe sum += value * dense.projection[(configuration.columns + column) * width + index]
    }
  }

  /// Within ±30; 0 for what is not finite.
  @inline(__always)
  private static func clamped(_ values: SIMD4<Float>) -> SIMD4<Float> {
    let limit = SIMD4<Float>(repeating: 30)
    // Infinity less itself, like NaN, is not zero.
    let finite = (values - values) .== SIMD4<Float>.zero
    let below = values.replacing(with: limit, where: values .> limit)
    let inside = below.replacing(with: -limit, where: below .< -limit)
    return SIMD4<Float>.zero.replacing(with: inside, where: finite)
  }
}
