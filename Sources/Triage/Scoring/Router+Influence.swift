extension Router {
  /// The most that one word or pair can contribute to each model's logit, whatever the prompt.
  ///
  /// A feature with stored weight w and rarity r contributes w / ‖x‖, and ‖x‖ ≥ r in every prompt that holds it, so
  /// its contribution is at most β = |w| / r, reached where it is all that the router knows of the prompt. The
  /// value is the largest β in the table. In a prompt whose norm is N it is at most β r / N.
  ///
  /// What *adding* a feature changes is bounded too, though the norm grows with it. With z the part of the logit
  /// from words and pairs before, and s = r² / (N² + r²) the share of the new feature in the squared norm,
  ///
  /// ```
  /// |Δ| = |β √s − z (1 − √(1 − s))| ≤ β √s + |z| s
  /// ```
  ///
  /// and k features that together hold the share s change it by at most β √(k s) + |z| s (Cauchy-Schwarz). The
  /// shape features come on top; each is clamped to three deviations. In an embedding model the bound of a
  /// contribution adds up magnitudes along the projection, both sides of a rectifier included. Where the router started from
  /// another one, that one's β count too, by the weight it has: the bound is then of a word that both know.
  ///
  /// - Complexity: O(rows · columns · models), a pass over the whole table: for reports, not for requests.
  public func largestContributions() -> [Float] {
    var largest = view.largestContributions()
    guard let prior = view.prior else { return largest }
    // The two tables are bounded apart: a word may stand in both.
    let reach = prior.largestContributions()
    for (index, spoken) in [prior.textHeads.cheapest, prior.textHeads.top].enumerated() {
      let weights = (ShapeFeatures.count + index) * view.configuration.outputs
      let slope = view.shape.inverseDeviations[ShapeFeatures.count + index]
      for head in largest.indices {
        largest[head] += reach[spoken] * abs(slope * view.shape.weights[weights + head])
      }
    }
    return largest
  }
}

extension ModelView {
  /// The same of this table alone.
  fileprivate func largestContributions() -> [Float] {
    var largest = [Float](repeating: 0, count: heads.count)
    for number in 0..<configuration.rows {
      let (columns, rarity) = storedRow(number)
      guard rarity > 0 else { continue }
      let norm = Float(rarity) * ModelFormat.rarityUnit
      for head in largest.indices {
        largest[head] = max(largest[head], reach(columns, head: head) / norm)
      }
    }
    return largest
  }
}

extension ModelView {
  /// The scaled columns and rarity of the table's row with this number, whichever feature it belongs to.
  func storedRow(_ number: Int) -> (columns: [Float], rarity: UInt32) {
    var head: UInt16 = 0
    unsafe head = (table + number * configuration.stride).loadUnaligned(as: UInt16.self).littleEndian
    return row(of: UInt32(number) | UInt32(head & 0xFF) << 24)
  }

  /// The most that a row's columns can add to a head's logit at norm 1.
  func reach(_ columns: [Float], head: Int) -> Float {
    guard !projection.isEmpty else { return abs(columns[head]) }
    var sum: Float = 0
    for column in columns.indices {
      var slope = abs(projection[column * configuration.outputs + head])
      if configuration.rectified {
        // z and max(0, z) together: the steeper side.
        let line = projection[column * configuration.outputs + head]
        slope = max(
          slope, abs(line + projection[(configuration.columns + column) * configuration.outputs + head]))
      }
      sum += abs(columns[column]) * slope
    }
    return sum
  }
}
