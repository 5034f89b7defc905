/// Sizes and order of components, shared by the two ways to split.
enum ComponentSizes {
  /// Records in each component.
  static func counts(of components: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: span(of: components))
    for component in components where component >= 0 { counts[Int(component)] += 1 }
    return counts
  }

  /// The weight of each component; the number of its records where weights are absent, of another length, or
  /// all zero.
  static func weights(of components: [Int32], _ weights: [Double]?) -> [Double] {
    guard let weights, weights.count == components.count, weights.contains(where: { $0 > 0 }) else {
      return counts(of: components).map(Double.init)
    }
    var sums = [Double](repeating: 0, count: span(of: components))
    for (component, weight) in zip(components, weights) where component >= 0 && weight > 0 {
      sums[Int(component)] += weight
    }
    return sums
  }

  /// The components that have records, in an order that depends on the seed alone.
  static func shuffled(_ components: [Int32], seed: UInt64) -> [Int] {
    var generator = SplitMix64(seed: seed)
    let counts = counts(of: components)
    var order = counts.indices.filter { counts[$0] > 0 }
    generator.shuffle(&order)
    return order
  }

  private static func span(of components: [Int32]) -> Int { Int(components.max() ?? -1) + 1 }
}
