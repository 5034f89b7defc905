import GatewayMoney
import Testing

@Suite("A count in parts")
struct ApportionmentTests {
  @Test("sums to the count, and each part is its exact share rounded down or up")
  func sums() {
    var random = SeededGenerator(state: 3)
    for _ in 0..<3000 {
      let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Int.random(in: 0...50, using: &random)
      }
      let count = Int.random(in: 0...400, using: &random)
      let parts = count.apportioned(by: weights)
      #expect(parts.reduce(0, +) == count)
      let sum = weights.reduce(0, +)
      for (part, weight) in zip(parts, weights) where sum > 0 {
        #expect(part >= count * weight / sum)
        #expect(part <= (count * weight + sum - 1) / sum)
      }
    }
  }

  @Test("goes to the largest remainders, of equals to the first, and equally where nothing has a weight")
  func remainders() {
    #expect(10.apportioned(by: [5, 3, 1]) == [6, 3, 1])
    #expect(7.apportioned(by: [1, 1, 1]) == [3, 2, 2])
    #expect(5.apportioned(by: [0, 0]) == [3, 2])
    #expect(0.apportioned(by: [4, 2]) == [0, 0])
    #expect(4.apportioned(by: [0, 9]) == [0, 4])
    #expect(4.apportioned(by: []) == [])
  }

  @Test("needs no word for its products or its weights' sum")
  func wide() {
    #expect((1 << 40).apportioned(by: [1 << 30, 1 << 30]) == [1 << 39, 1 << 39])
    #expect(Int.max.apportioned(by: [.max, .max, .max]).reduce(0, +) == .max)
  }

  @Test("of usage sums to the call's in every count and in money, at any price")
  func usage() {
    var random = SeededGenerator(state: 11)
    func amount(_ most: Int64) -> Money { Money(picodollars: .random(in: 0...most, using: &random)) }
    for _ in 0..<2000 {
      let count = Int.random(in: 1...9, using: &random)
      let input = Int.random(in: 0...500, using: &random)
      let cached = Int.random(in: 0...input, using: &random)
      // One in two contradicts itself, as upstreams do.
      let written = Int.random(in: 0...(Bool.random(using: &random) ? input - cached : 600), using: &random)
      let output = Int.random(in: 0...300, using: &random)
      let usage = TokenUsage(
        input: input, cachedInput: cached, cacheWrite: written, output: output,
        reasoning: .random(in: 0...output, using: &random))
      let bytes = (0..<count).map { _ in Int.random(in: 0...90, using: &random) }
      let parts = usage.shared(inputs: bytes, outputs: bytes.reversed())
      let sum = parts.reduce(into: TokenUsage()) { sum, part in
        sum.input += part.input
        sum.cachedInput += part.cachedInput
        sum.cacheWrite += part.cacheWrite
        sum.output += part.output
        sum.reasoning += part.reasoning
      }
      #expect(sum == usage)
      let price = TokenPrice(
        input: amount(999), cachedInput: amount(99), cacheWrite: amount(1999), output: amount(9999))
      #expect(parts.reduce(Money.zero) { $0 + price.cost(of: $1) } == price.cost(of: usage))
    }
  }
}
