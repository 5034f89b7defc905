import TestSupport
import Testing

@testable import TriageRecords

@Suite("Splits")
struct SplitTests {
  /// Components of random sizes, their records scattered.
  private func components(_ count: Int, largest: Int, seed: UInt64) -> [Int32] {
    var generator = SeededGenerator(seed)
    return (0..<count).flatMap { component in
      [Int32](repeating: Int32(component), count: Int.random(in: 1...largest, using: &generator))
    }.shuffled(using: &generator)
  }

  /// Whether no component has two labels.
  private func isGrouped<T: Hashable>(_ components: [Int32], _ labels: [T]) -> Bool {
    Set(zip(components, labels).map { "\($0) \($1)" }).count == Set(components).count
  }

  @Test("A hold-out parts no component, comes near the share, and depends on nothing but the seed")
  func holdOut() {
    for seed in UInt64(0)..<50 {
      let components = components(300, largest: 9, seed: seed)
      let isTest = HoldOut.split(components: components, seed: seed)
      #expect(isTest.count == components.count && isGrouped(components, isTest))
      #expect(abs(Double(isTest.count { $0 }) / Double(components.count) - 0.2) < 0.01)
      #expect(isTest == HoldOut.split(components: components, seed: seed))
      #expect(isTest != HoldOut.split(components: components, seed: seed + 1))
    }
  }

  @Test("Every record is as likely held out as any other")
  func fair() {
    let components = (0..<50).map { Int32($0) }
    var counts = [Int](repeating: 0, count: 50)
    for seed in UInt64(0)..<2000 {
      for (index, isTest) in HoldOut.split(components: components, seed: seed).enumerated() where isTest {
        counts[index] += 1
      }
    }
    // Expected 400, standard deviation 18.
    #expect(counts.allSatisfy { (310...490).contains($0) })
  }

  @Test("A component larger than the share does not go to the test; both sides get something")
  func extremes() {
    let giant = [Int32](repeating: 0, count: 900) + (1...100).map { Int32($0) }
    for seed in UInt64(0)..<20 {
      let isTest = HoldOut.split(components: giant, seed: seed)
      #expect(!isTest[0] && isTest.count { $0 } == 100)
    }
    for share in [0.0, 1.0, -3, 7, .nan] {
      let isTest = HoldOut.split(components: [0, 0, 0, 1], testShare: share, seed: 1)
      #expect(isTest.contains(true) && isTest.contains(false))
    }
    #expect(HoldOut.split(components: [], seed: 1).isEmpty)
    #expect(HoldOut.split(components: [0, 0], testShare: 0.2, seed: 1) == [false, false])
  }

  @Test("Weights decide the share; unusable weights count as none")
  func weights() {
    let components = (0..<1000).map { Int32($0) }
    let weights = (0..<1000).map { $0 % 10 == 0 ? 10.0 : 0.0 }
    let isTest = HoldOut.split(components: components, weights: weights, testShare: 0.5, seed: 3)
    let share = zip(isTest, weights).reduce(0) { $0 + ($1.0 ? $1.1 : 0) } / 1000
    #expect(abs(share - 0.5) < 0.011)
    let plain = HoldOut.split(components: components, seed: 3)
    #expect(HoldOut.split(components: components, weights: [1], seed: 3) == plain)
    #expect(HoldOut.split(components: components, weights: weights.map { _ in 0 }, seed: 3) == plain)
  }

  @Test("Folds part no component, are even, and depend on nothing but the seed")
  func folds() {
    for seed in UInt64(0)..<50 {
      let components = components(200, largest: 9, seed: seed)
      let folds = Folds.assign(components: components, count: 5, seed: seed)
      #expect(isGrouped(components, folds))
      let sizes = (0..<5).map { fold in folds.count { $0 == fold } }
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      #expect(folds == Folds.assign(components: components, count: 5, seed: seed))
      #expect(folds != Folds.assign(components: components, count: 5, seed: seed + 1))
    }
    #expect(Folds.assign(components: [], seed: 1).isEmpty)
    #expect(Folds.assign(components: [0, 1, 2], count: 0, seed: 1) == [0, 0, 0])
    #expect(Set(Folds.assign(components: [0, 1, 2], count: 3, seed: 1)) == [0, 1, 2])
  }

  @Test("The order of a seed is the same for ever: hold-outs are drawn again from it")
  func pinned() {
    func order(_ seed: UInt64) -> [Int] { ComponentSizes.shuffled((0..<12).map { Int32($0) }, seed: seed) }
    #expect(order(1) == [6, 9, 11, 0, 7, 10, 2, 1, 4, 3, 5, 8])
    #expect(order(2) == [7, 9, 0, 1, 6, 2, 10, 4, 3, 11, 5, 8])
    #expect(order(.max) == [10, 11, 4, 6, 9, 0, 1, 8, 3, 2, 5, 7])
    #expect(ComponentSizes.shuffled([], seed: 1).isEmpty && ComponentSizes.shuffled([0], seed: 1) == [0])
  }

  @Test("Each component, the largest first, goes to the first of the folds with the fewest records")
  func foldsInTurn() {
    for seed in UInt64(0)..<50 {
      let components = components(150, largest: 7, seed: seed)
      let folds = Folds.assign(components: components, count: 7, seed: seed)
      let sizes = ComponentSizes.counts(of: components)
      let order = ComponentSizes.shuffled(components, seed: seed).enumerated().sorted {
        (-sizes[$0.element], $0.offset) < (-sizes[$1.element], $1.offset)
      }
      var filled = [Int](repeating: 0, count: 7)
      for (_, component) in order {
        let fold = filled.indices.min { filled[$0] < filled[$1] } ?? 0
        filled[fold] += sizes[component]
        for record in components.indices where Int(components[record]) == component {
          #expect(Int(folds[record]) == fold)
        }
      }
    }
  }

  @Test("A training record straddles where its component holds a test record, and only there")
  func straddling() {
    #expect(
      HoldOut.straddling(
        components: [0, 0, 1, 2, 1, 3, 3], isTraining: [true, false, true, true, true, true, false],
        isTest: [false, true, false, true, false, false, false]) == [0, 3])
    let components = components(100, largest: 5, seed: 1)
    let isTest = HoldOut.split(components: components, seed: 1)
    #expect(
      HoldOut.straddling(components: components, isTraining: isTest.map { !$0 }, isTest: isTest).isEmpty)
  }

  @Test("SplitMix64 gives the numbers of its reference implementation")
  func splitMix() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }
}
