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
    // By size, the largest first, and by the shuffle among equals.
    var starts = [Int](repeating: 0, count: (sizes.max() ?? 0) + 2)
    for component in shuffled { starts[sizes[component]] += 1 }
    for size in starts.indices.reversed().dropFirst() { starts[size] += starts[size + 1] }
    var order = shuffled
    for component in shuffled.reversed() {
      starts[sizes[component]] -= 1
      order[starts[sizes[component]]] = component
    }
    var filled = [Int](repeating: 0, count: count)
    var folds = [Int8](repeating: 0, count: sizes.count)
    // The first of the folds with the fewest. None in front of it has as few: looking goes on from where it ended.
    var (least, next) = (0, 0)
    for component in order {
      while next < count, filled[next] > least { next += 1 }
      if next == count {
        least = filled.min() ?? 0
        next = filled.firstIndex(of: least) ?? 0
      }
      folds[component] = Int8(truncatingIfNeeded: next)
      filled[next] += sizes[component]
    }
    return components.map { $0 >= 0 ? folds[Int($0)] : 0 }
  }
}
