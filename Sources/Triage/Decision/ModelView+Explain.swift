extension ModelView {
  /// The bias and each shape feature.
  func denseParts(_ counts: ShapeCounts) -> [Explanation.Part] {
    var parts = [
      Explanation.Part(
        text: "bias", kind: .bias, contributions: heads.indices.map { shape.biases[$0] })
    ]
    for feature in 0..<ShapeFeatures.count {
      let contributions = contributions(of: feature, raw: ShapeFeatures.raw(feature, of: counts))
      guard contributions.contains(where: { $0 != 0 }) else { continue }
      parts.append(
        Explanation.Part(text: ShapeFeatures.names[feature], kind: .shape, contributions: contributions))
    }
    return parts
  }

  /// What the router that this one started from says of the text.
  func priorParts(
    _ text: UnsafeBufferPointer<UInt8>, _ scanner: FeatureScanner
  ) -> [Explanation.Part] {
    guard let prior else { return [] }
    let scores = unsafe prior.priorScores(
      PromptSource(text: text, scanner: scanner, window: configuration.window))
    return [prior.textHeads.cheapest, prior.textHeads.top].enumerated().map { index, head in
      Explanation.Part(
        text: "\(PriorScores.name): \(prior.heads[head].name)", kind: .prior,
        contributions: contributions(of: ShapeFeatures.count + index, raw: scores[index]))
    }
  }

  /// What a dense feature adds to each head.
  private func contributions(of feature: Int, raw: Float) -> [Float] {
    let value = ShapeFeatures.standardised(
      raw, mean: shape.means[feature], inverseDeviation: shape.inverseDeviations[feature])
    return heads.indices.map { value * shape.weights[feature * configuration.outputs + $0] }
  }

  /// Each word and pair, with the text it stands for.
  func parts(
    _ occurrences: [ExplainingSink.Occurrence], _ text: UnsafeBufferPointer<UInt8>
  ) -> [Explanation.Part] {
    var familiarity = Familiarity()
    var rows: [(columns: [Float], known: Bool)] = []
    for occurrence in occurrences {
      let row = row(of: occurrence.feature)
      rows.append((row.columns, row.rarity > 0))
      if row.rarity > 0 {
        familiarity.squaredNorm += row.rarity * row.rarity
      } else if configuration.normsUnseen {
        familiarity.squaredNorm += UInt32(configuration.unseenRarity * configuration.unseenRarity)
      }
    }
    let inverseNorm = familiarity.inverseNorm
    var total = [Float](repeating: 0, count: configuration.columns)
    for row in rows {
      for column in total.indices { total[column] += row.columns[column] * inverseNorm }
    }
    var parts: [Explanation.Part] = []
    for (occurrence, row) in zip(occurrences, rows) where row.known || occurrence.order == 1 {
      let kind: Explanation.Kind = row.known ? (occurrence.order == 1 ? .word : .pair) : .unseen
      let piece = unsafe String(decoding: text[occurrence.start..<occurrence.end], as: UTF8.self)
      let columns = row.columns.map { $0 * inverseNorm }
      parts.append(
        Explanation.Part(text: piece, kind: kind, contributions: contributions(columns, total: total)))
    }
    return parts
  }

  /// A feature's scaled columns and rarity; zeros where it has no row.
  func row(of feature: UInt32) -> (columns: [Float], rarity: UInt32) {
    var sums = [Float](repeating: 0, count: configuration.columns)
    let row = unsafe table + Int(feature & UInt32(configuration.rows - 1)) * configuration.stride
    let head = unsafe row.loadUnaligned(as: UInt16.self).littleEndian
    guard UInt32(head & 0xFF) == feature >> 24, head >> 8 != 0 else { return (sums, 0) }
    for column in sums.indices {
      let at = unsafe row + configuration.kind.offset + column / 4 * 4 * configuration.kind.size
      let four =
        switch configuration.kind {
        case .int8: unsafe Int8Row.load(at)
        case .float16: unsafe Float16Row.load(at)
        case .float32: unsafe Float32Row.load(at)
        }
      sums[column] = four[column % 4] * scales[column]
    }
    return (sums, UInt32(head >> 8))
  }

  /// What a feature's columns add to each head, given the whole prompt's (`total` decides which rectifiers
  /// are active).
  private func contributions(_ columns: [Float], total: [Float]) -> [Float] {
    guard !projection.isEmpty else { return heads.indices.map { columns[$0] } }
    let outputs = configuration.outputs
    return heads.indices.map { head in
      var sum: Float = 0
      for column in columns.indices {
        sum += columns[column] * projection[column * outputs + head]
        if configuration.rectified, total[column] > 0 {
          sum += columns[column] * projection[(configuration.columns + column) * outputs + head]
        }
      }
      return sum
    }
  }
}
