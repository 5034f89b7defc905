import GatewayConfiguration
import GatewayRouting
import Testing

@Suite("Reach of an exploration")
struct ExplorationReachTests {
  /// The cheapest tier that reaches its threshold.
  func learned(_ sufficiencies: [Float], _ thresholds: [Double]) -> Int {
    zip(sufficiencies, thresholds).dropLast().firstIndex { Double($0.0) >= $0.1 } ?? thresholds.count - 1
  }

  /// Every tier that some shift of the thresholds by -within, 0 or +within, each on its own, leads to.
  func reached(_ sufficiencies: [Float], _ thresholds: [Float], within: Double) -> Set<Int> {
    var shifted: [[Double]] = [[]]
    for threshold in thresholds {
      shifted = shifted.flatMap { head in [-within, 0, within].map { head + [Double(threshold) + $0] } }
    }
    return Set(shifted.map { learned(sufficiencies, $0) })
  }

  @Test("is where moved thresholds would lead, and nowhere else", arguments: 2...4)
  func oracle(tiers count: Int) {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let sufficiencies = (0..<count).map { _ in Float.random(in: 0...1, using: &random) }.sorted()
      let thresholds = (0..<count).map { _ in Float.random(in: 0.2...0.8, using: &random) }
      let within = Double.random(in: 0...0.6, using: &random)
      let tier = learned(sufficiencies, thresholds.map(Double.init))
      let exploration = Exploration(share: 0.1, within: within)
      let others = exploration.tiers(
        besides: tier, learned: tier, sufficiencies: sufficiencies, thresholds: thresholds)
      #expect(
        Set(others) == reached(sufficiencies, thresholds, within: within).subtracting([tier]),
        "\(sufficiencies) \(thresholds) \(within)")
      #expect(others == others.sorted())
    }
  }

  @Test("is every other tier where all requests are eligible")
  func all() {
    let exploration = Exploration(share: 0.1, within: 1)
    for tier in 0..<4 {
      let others = exploration.tiers(
        besides: tier, learned: tier, sufficiencies: [0, 0.3, 0.9, 1], thresholds: [0.5, 0.5, 0.5, 0.5])
      #expect(others == (0..<4).filter { $0 != tier })
    }
  }

  @Test("of a request that band or evidence moved up is the tier it came from, if that was close")
  func moved() {
    let exploration = Exploration(share: 0.1, within: 0.1)
    func others(_ sufficiency: Float) -> [Int] {
      exploration.tiers(besides: 1, learned: 0, sufficiencies: [sufficiency, 1], thresholds: [0.5, 0.5])
    }
    #expect(others(0.52) == [0])
    #expect(others(0.7) == [])
  }
}
