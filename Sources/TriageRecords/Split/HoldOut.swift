/// A seeded hold-out that parts no component.
public enum HoldOut {
  /// Which records are held out for the test.
  ///
  /// The components are shuffled by the seed and taken one by one while that brings the test's share nearer
  /// to `testShare`. With two components or more, both sides get at least one. O(records).
  ///
  /// - Parameters:
  ///   - components: each record's component, 0 or more (``PromptComponents/ofRecord``).
  ///   - weights: each record's weight, 0 or more; without them every record counts 1.
  ///   - testShare: the test's share of the weight, taken into 0...1.
  ///   - seed: same seed, same split.
  /// - Returns: true for each record of the test side.
  public static func split(
    components: [Int32], weights: [Double]? = nil, testShare: Double = 0.2, seed: UInt64
  ) -> [Bool] {
    let sizes = ComponentSizes.weights(of: components, weights)
    let order = ComponentSizes.shuffled(components, seed: seed)
    let share = testShare.isNaN ? 0 : min(max(testShare, 0), 1)
    let target = share * sizes.reduce(0, +)
    var isTest = [Bool](repeating: false, count: sizes.count)
    var taken = 0.0
    for component in order where taken + sizes[component] / 2 <= target && taken < target {
      isTest[component] = true
      taken += sizes[component]
    }
    if order.count > 1 { keepBothSides(order, sizes, &isTest) }
    return components.map { $0 >= 0 && isTest[Int($0)] }
  }

  /// Moves the smallest component where one side has none.
  private static func keepBothSides(_ order: [Int], _ sizes: [Double], _ isTest: inout [Bool]) {
    let testCount = order.count { isTest[$0] }
    guard testCount == 0 || testCount == order.count else { return }
    guard let smallest = order.min(by: { sizes[$0] < sizes[$1] }) else { return }
    isTest[smallest] = testCount == 0
  }

  /// The training records whose component also holds a test record: what a split named in the records leaks.
  ///
  /// - Parameters:
  ///   - components: each record's component, 0 or more.
  ///   - isTraining: true for each training record.
  ///   - isTest: true for each test record.
  /// - Returns: the indices of the training records to drop, rising. O(records).
  public static func straddling(components: [Int32], isTraining: [Bool], isTest: [Bool]) -> [Int] {
    var holdsTest = [Bool](repeating: false, count: Int(components.max() ?? -1) + 1)
    for (component, isTest) in zip(components, isTest) where isTest && component >= 0 {
      holdsTest[Int(component)] = true
    }
    return zip(components, isTraining).enumerated().compactMap { index, record in
      record.1 && record.0 >= 0 && holdsTest[Int(record.0)] ? index : nil
    }
  }
}
