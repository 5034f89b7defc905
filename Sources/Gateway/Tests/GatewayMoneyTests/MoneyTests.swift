import Foundation
import GatewayMoney
import Testing

@Suite("Money is exact")
struct MoneyTests {
  private static let unit = Decimal(sign: .plus, exponent: 12, significand: 1)

  /// What Foundation's decimal arithmetic makes of an amount, in dollars.
  private func decimal(_ money: Money) -> Decimal { Decimal(money.picodollars) / MoneyTests.unit }

  /// Amounts of every size, the ends and their neighbours among them.
  private func amounts(_ count: Int, seed: UInt64) -> [Money] {
    var random = SeededGenerator(state: seed)
    var picodollars: [Int64] = [
      0, 1, -1, .max, .min, .max - 1, .min + 1, 1_000_000_000_000, -1_000_000_000_000,
    ]
    for _ in 0..<count {
      picodollars.append(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<63, using: &random))
    }
    return picodollars.map { Money(picodollars: $0) }
  }

  @Test("Printing agrees with Decimal, and reading what was printed gives the amount back")
  func printing() {
    for money in amounts(20_000, seed: 1) {
      let text = money.description
      #expect(Decimal(string: text, locale: Locale(identifier: "C")) == decimal(money))
      #expect(Money(text) == money)
      #expect(!text.contains(".") || text.last != "0")
      #expect(text != "-0")
    }
  }

  @Test("Reading agrees with Decimal on plain decimals of up to twelve places")
  func reading() throws {
    var random = SeededGenerator(state: 2)
    for _ in 0..<20_000 {
      let whole = Int.random(in: 0...9_000_000, using: &random)
      let places = Int.random(in: 1...12, using: &random)
      let part = (0..<places).map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
      let sign = ["", "-", "+"][Int.random(in: 0..<3, using: &random)]
      let text = "\(sign)\(whole).\(part)"
      let expected = try #require(Decimal(string: text, locale: Locale(identifier: "C")))
      #expect(Money(text).map(decimal) == expected, "\(text)")
    }
    #expect(Money("5") == Money(picodollars: 5_000_000_000_000))
    #expect(Money(".5") == Money(picodollars: 500_000_000_000))
    #expect(Money("5.") == Money(picodollars: 5_000_000_000_000))
    #expect(Money("9223372.036854775807") == Money(picodollars: .max))
    #expect(Money("-9223372.036854775808") == Money(picodollars: .min))
  }

  @Test(
    "What is no plain decimal, or does not fit, is not read",
    arguments: [
      "", ".", "-", "+", "1e3", "$1", "1.2.3", " 1", "1 ", "1,5", "--1", "0x1", "١", "1.0000000000001", "NaN",
      "9223372.036854775808", "-9223372.036854775809", "99999999999999999999", "-.", "1.-5", "1.+5", "\u{0}",
    ])
  func refusing(_ text: String) { #expect(Money(text) == nil) }

  @Test("Sums, differences and products agree with Decimal, clamped to the range")
  func arithmetic() {
    var random = SeededGenerator(state: 3)
    let all = amounts(200, seed: 4)
    let low = Decimal(Int64.min)
    let high = Decimal(Int64.max)
    func clamped(_ value: Decimal) -> Decimal { min(max(value, low), high) }
    for left in all {
      for right in all {
        let (a, b) = (Decimal(left.picodollars), Decimal(right.picodollars))
        #expect(Decimal((left + right).picodollars) == clamped(a + b))
        #expect(Decimal((left - right).picodollars) == clamped(a - b))
        #expect((left < right) == (a < b))
      }
      for _ in 0..<20 {
        let count = Int(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<63, using: &random))
        let expected = clamped(Decimal(left.picodollars) * Decimal(count))
        #expect(Decimal((left * count).picodollars) == expected, "\(left.picodollars) × \(count)")
      }
    }
  }
}
