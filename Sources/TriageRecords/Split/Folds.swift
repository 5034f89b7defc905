/// Seeded folds for cross-validation that part no component.
public enum Folds {
  /// Each record's fold.
  ///
  /// The components are shuffled by the seed, the large ones then placed first, each in the fold with the
  /// fewest records so far: with many small components the folds differ by one component's size at most.
  /// O(records + components · (log components + count)).
  ///
  /// - Parameters:
  ///   - components: each record's component, 0 or more (``PromptComponents/ofRecord``).
  ///   - count: how many folds, taken into 1...127. With fewer components than folds, some stay empty.
  ///   - seed: same seed, same folds.
  /// - Returns: a number in 0..<count for each record.
  public static func assign(components: [Int32], count: Int = 5, seed: UInt64) -> [Int8] {
    let count = min(max(count, 1), 127)
    let sizes = ComponentSizes.counts(of: components)
    let shuffled = ComponentSizes.shuffled(components, seed: seed)
    // By size, and by the shuffle among equals: `sort` alone does not promise to keep their order.
    let order = shuffled.enumerated().sorted {
      let (a, b) = (sizes[$0.element], sizes[$1.element])
      return a != b ? a > b : $0.offset < $1.offset
    }
    var filled = [Int](repeating: 0, count: count)
    var folds = [Int8](repeating: 0, count: sizes.count)
    for (_, component) in order {
      let fold = filled.indices.min { filled[$0] < filled[$1] } ?? 0
      folds[component] = Int8(truncatingIfNeeded: fold)
      filled[fold] += sizes[component]
    }
    return components.map { $0 >= 0 ? folds[Int($0)] : 0 }
  }
}
