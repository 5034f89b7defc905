/// What put the tiers in their order.
public enum TierOrder: String, Sendable {
  /// The caller named the models, cheapest first.
  case named = "as named"
  /// Every model has a price.
  case price = "by price"
  /// Every model has a mean cost in the records.
  case cost = "by mean cost"
  /// Not every model has a price or a cost: the worst first.
  case score = "by mean score, for want of prices or costs"
}

extension [String: Price] {
  /// Says which of these models a list of prices passes over; nil where it has all, or is empty.
  public func warning(models: [String]) -> String? {
    let missing = models.filter { self[$0] == nil }
    guard !isEmpty, !missing.isEmpty else { return nil }
    return "no price of \(missing.joined(separator: ", ")), expected one for each model: "
      + "the list names \(keys.sorted().joined(separator: ", "))"
  }
}
