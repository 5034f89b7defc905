extension RecordTable {
  /// Puts the models in order, cheapest first, and drops those not named.
  ///
  /// - Parameters:
  ///   - names: the order, given by the caller; nil takes all models by price, where not all have one by mean
  ///     cost in the records, where not all have that by mean score, worst first. Equal prices or costs leave it to the
  ///     mean score too.
  ///   - prices: prices by model name.
  ///   - rows: the records whose costs and scores may be looked at; nil for all.
  ///   - addsMissing: whether a named model that no record knows is added, known nowhere: a router's own, which a log may
  ///     never have gone to.
  /// - Returns: what the order came from.
  /// - Throws: ``TrainingError/unknownModel(_:known:)``, ``TrainingError/modelCount(_:areNamed:)``.
  @discardableResult
  public mutating func orderModels(
    named names: [String]?, prices: [String: Price], lookingAt rows: [Int]? = nil, addsMissing: Bool = false
  ) throws(TrainingError) -> TierOrder {
    var order: [Int] = []
    var reason = TierOrder.named
    let rows = rows ?? Array(weights.indices)
    if let names {
      if addsMissing { for name in names where !models.contains(name) { addModel(name) } }
      for name in names {
        guard let index = models.firstIndex(of: name) else {
          throw .unknownModel(name, known: models.sorted())
        }
        if !order.contains(index) { order.append(index) }
      }
    } else {
      let outcomes = models.indices.map { model in rows.map { outcomeWeight($0, model: model) } }
      let quality = models.indices.map { model in
        Self.mean(rows.map { scores[model][$0] }, weights: outcomes[model]) ?? 0
      }
      let (keys, source) = orderingKeys(prices, rows, outcomes) ?? (quality, .score)
      reason = source
      order = models.indices.sorted {
        (keys[$0], quality[$0], models[$0]) < (keys[$1], quality[$1], models[$1])
      }
    }
    guard (2...64).contains(order.count) else { throw .modelCount(order.count, areNamed: names != nil) }
    var places = [Int32](repeating: Self.unlistedChoice, count: models.count)
    for (place, model) in order.enumerated() { places[model] = Int32(place) }
    chosen = chosen.map { $0 < 0 ? $0 : places[Int($0)] }
    let dropped = Set(models.indices).subtracting(order).sorted { models[$0] < models[$1] }
    auxiliaryModels = dropped.map { models[$0] }
    auxiliaryScores = dropped.map { scores[$0] }
    models = order.map { models[$0] }
    scores = order.map { scores[$0] }
    costs = order.map { costs[$0] }
    outputTokens = order.map { outputTokens[$0] }
    meanOutputTokens = models.indices.map { model in
      guard !prices.isEmpty else { return .nan }
      return Self.mean(
        rows.map { outputTokens[model][$0] }, weights: rows.map { outcomeWeight($0, model: model) }
      ).map { Float($0) } ?? .nan
    }
    return reason
  }

  /// A model that no record knows.
  private mutating func addModel(_ name: String) {
    let unknown = [Float](repeating: .nan, count: count)
    models.append(name)
    scores.append(unknown)
    costs.append(unknown)
    outputTokens.append(unknown)
  }

  /// What tells the models' order by money; nil where it is not known of all.
  ///
  /// - Parameter outcomes: for each model what each row's outcome counts for.
  private func orderingKeys(
    _ prices: [String: Price], _ rows: [Int], _ outcomes: [[Float]]
  ) -> ([Double], TierOrder)? {
    let priced = models.compactMap { prices[$0].map { $0.input + 3 * $0.output } }
    if priced.count == models.count { return (priced, .price) }
    let meanCosts = models.indices.compactMap { model in
      Self.mean(rows.map { costs[model][$0] }, weights: outcomes[model])
    }
    return meanCosts.count == models.count ? (meanCosts, .cost) : nil
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
    let (own, mean) = (outputTokens[model][row], meanOutputTokens[model])
    let tokens = own.isNaN ? mean : own
    return price.cost(
      inputTokens: Double(inputTokens[row]),
      outputTokens: tokens.isNaN ? Self.assumedOutputTokens : Double(tokens))
  }

  /// How many known outcomes ``dollars(_:model:prices:)`` prices by an assumed length. O(rows · models).
  public func answersOfAssumedLength(_ rows: [Int], prices: [String: Price]) -> Int {
    models.indices.filter { prices[models[$0]] != nil }.reduce(0) { sum, model in
      sum
        + rows.count {
          !scores[model][$0].isNaN && costs[model][$0].isNaN && outputTokens[model][$0].isNaN
        }
    }
  }

  /// The answer length that a cost is worked out with where none of a model's was recorded.
  public static let assumedOutputTokens = 300.0
}
