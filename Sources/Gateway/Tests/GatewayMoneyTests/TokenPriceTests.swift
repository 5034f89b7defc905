import Foundation
import GatewayMoney
import Testing

@Suite("What tokens cost")
struct TokenPriceTests {
  @Test(
    "A cost is the sum over the four kinds of token, in Decimal too, and contradictory counts are clamped")
  func cost() {
    var random = SeededGenerator(state: 5)
    func price() -> Money { Money(picodollars: Int64.random(in: 0...75_000_000, using: &random)) }
    for _ in 0..<5000 {
      let price = TokenPrice(input: price(), cachedInput: price(), cacheWrite: price(), output: price())
      func count() -> Int { Int.random(in: -50...200_000, using: &random) }
      let usage = TokenUsage(
        input: count(), cachedInput: count(), cacheWrite: count(), output: count(), reasoning: count())
      // One token after another: cached ones first, then written ones, until the prompt's count is used up.
      var left = max(0, usage.input)
      let cached = min(left, max(0, usage.cachedInput))
      left -= cached
      let written = min(left, max(0, usage.cacheWrite))
      left -= written
      let parts = [
        (left, price.input), (cached, price.cachedInput), (written, price.cacheWrite),
        (max(0, usage.output), price.output),
      ]
      let expected = parts.reduce(Decimal(0)) { $0 + Decimal($1.0) * Decimal($1.1.picodollars) }
      #expect(Decimal(price.cost(of: usage).picodollars) == expected)
    }
  }

  @Test(
    "A million tokens at a quoted price cost exactly the quote",
    arguments: ["0.15", "0.0375", "75", "0.000001"])
  func quote(_ text: String) throws {
    let quote = try #require(Money(text))
    let price = TokenPrice(input: Money(picodollars: quote.picodollars / 1_000_000), output: .zero)
    #expect(price.cost(of: TokenUsage(input: 1_000_000)) == quote)
  }
}
