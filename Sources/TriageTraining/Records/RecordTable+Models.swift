extension RecordTable {
  /// Puts the models in order, cheapest first, and drops those not named.
  ///
  /// - Parameters:
  ///   - names: the order, given by the caller; nil takes all models by price, where not all have one by mean
  ///     cost in the records, where not all have that by mean score, worst first.
  ///   - prices: prices by model name.
  ///   - rows: the records whose costs and scores may be looked at; nil for all.
  /// - Returns: what the order came from.
  /// - Throws: ``TrainingError/unknownModel(_:known:)``, ``TrainingError/modelCount(_:)``.
  @discardableResult
  public mutating func orderModels(
    named names: [String]?, prices: [String: Price], lookingAt rows: [Int]? = nil
  ) throws(TrainingError) -> TierOrder {
    var order: [Int] = []
    var reason = TierOrder.named
    if let names {
      for name in names {
        guard let index = models.firstIndex(of: name) else {
          throw .unknownModel(name, known: models.sorted())
        }
        if !order.contains(index) { order.append(index) }
      }
    } else {
      let (keys, source) = orderingKeys(prices, rows ?? Array(weights.indices))
      reason = source
      order = models.indices.sorted { (keys[$0], models[$0]) < (keys[$1], models[$1]) }
    }
    guard (2...64).contains(order.count) else { throw .modelCount(order.count) }
    var places = [Int32](repeating: Self.unlistedChoice, count: models.count)
    for (place, model) in order.enumerated() { places[model] = Int32(place) }
    chosen = chosen.map { $0 < 0 ? $0 : places[Int($0)] }
    models = order.map { models[$0] }
    scores = order.map { scores[$0] }
    costs = order.map { costs[$0] }
    outputTokens = order.map { outputTokens[$0] }
    return reason
  }

  private func orderingKeys(_ prices: [String: Price], _ rows: [Int]) -> ([Double], TierOrder) {
    let priced = models.map { prices[$0].map { $0.input + 3 * $0.output } }
    if priced.allSatisfy({ $0 != nil }) { return (priced.map { $0 ?? 0 }, .price) }
    let weights = models.indices.map { model in rows.map { inversePropensity($0, model: model) } }
    let meanCosts = models.indices.map { model in
      Self.mean(rows.map { costs[model][$0] }, weights: weights[model])
    }
    if meanCosts.allSatisfy({ $0 != nil }) { return (meanCosts.map { $0 ?? 0 }, .cost) }
    let meanScores = models.indices.map { model in
      Self.mean(rows.map { scores[model][$0] }, weights: weights[model]) ?? 0
    }
    return (meanScores, .score)
  }

  /// The mean of the known values.
  static func mean(_ values: [Float]) -> Double? {
    var sum = 0.0
    var count = 0
    for value in values where !value.isNaN {
      sum += Double(value)
      count += 1
    }
    return count > 0 ? sum / Double(count) : nil
  }

  /// The weighted mean of the known values.
  static func mean(_ values: [Float], weights: [Float]) -> Double? {
    var sum = 0.0
    var total = 0.0
    for (value, weight) in zip(values, weights) where !value.isNaN {
      sum += Double(weight) * Double(value)
      total += Double(weight)
    }
    return total > 0 ? sum / total : nil
  }

  /// Dollars of one record's answer by one model: as recorded, else by price and tokens; nil where neither is
  /// known. An unknown answer length is taken as the model's mean, or ``assumedOutputTokens``.
  public func dollars(_ row: Int, model: Int, prices: [String: Price]) -> Double? {
    let recorded = costs[model][row]
    if !recorded.isNaN { return Double(recorded) }
    guard let price = prices[models[model]] else { return nil }
    let tokens = outputTokens[model][row]
    return price.cost(
      inputTokens: Double(inputTokens[row]),
      outputTokens: tokens.isNaN ? Self.assumedOutputTokens : Double(tokens))
  }

  /// The answer length that a cost is worked out with where no length was recorded.
  public static let assumedOutputTokens = 300.0
}
