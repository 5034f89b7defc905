import Foundation
import Testing

@testable import TriageEvaluation

@Suite("Numbers, axes and the terminal")
struct NumbersTests {
  @Test("Fixed decimals, halves away from zero, no minus zero, a dash for what is no number")
  func fixed() {
    #expect(Numbers.fixed(0.7036, 3) == "0.704" && Numbers.fixed(-0.0004, 3) == "0.000")
    #expect(Numbers.fixed(-1.25, 1) == "-1.3" && Numbers.fixed(12, 0) == "12")
    #expect(Numbers.fixed(.nan, 2) == "–" && Numbers.fixed(.infinity, 2) == "–")
    #expect(Numbers.signed(0.02, 2) == "+0.02" && Numbers.signed(0.0001, 2) == "0.00")
    #expect(Numbers.percent(0.236, 1) == "23.6 %" && Numbers.count(14_037) == "14,037")
    #expect(Numbers.significant(0.000_123_4) == "0.000123" && Numbers.significant(1234.5) == "1235")
  }

  @Test("Fixed decimals agree with printf on random numbers")
  func againstPrintf() {
    var state: UInt64 = 1
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = (Double(state >> 20) / Double(1 << 44) - 0.5) * 2000
      #expect(Numbers.fixed(value, 3) == String(format: "%.3f", value))
    }
  }

  @Test("Dollars that would be mostly zeros are given for a thousand prompts")
  func money() {
    let small = CostScale(unit: "USD", largest: 0.007)
    #expect(small.text(0.0028) == "$2.80" && small.phrase(0.0028) == "$2.80 per 1,000 prompts")
    #expect(CostScale(unit: "USD", largest: 7).text(2.5) == "$2.50")
    #expect(CostScale(unit: "strong calls", largest: 1).phrase(0.31) == "31.0 % strong calls")
  }

  @Test("Ticks are round, within the range and not too many; a range of nothing still has one")
  func ticks() {
    let range = PlotRange([0.689, 0.802], padding: 0.05)
    let ticks = range.ticks(6)
    #expect(ticks.values.count >= 2 && ticks.values.count <= 7)
    #expect(ticks.values.allSatisfy { $0 >= range.low && $0 <= range.high })
    #expect(ticks.values.allSatisfy { abs(($0 * 100).rounded() - $0 * 100) < 1e-9 })
    let flat = PlotRange([0.5, 0.5])
    #expect(flat.low < 0.5 && flat.high > 0.5 && !flat.ticks(5).values.isEmpty)
    #expect(PlotRange([]).part(.infinity) == .infinity)
  }

  @Test("Wide characters take two columns, marks none, and cutting never goes over")
  func widths() {
    #expect(TerminalText.width("abc") == 3 && TerminalText.width("契約") == 4)
    #expect(TerminalText.width("e\u{301}") == 1)
    #expect(TerminalText.fit("契約書の質問", 5) == "契約…")
    #expect(TerminalText.pad("ab", 4, right: true) == "  ab")
    #expect(TerminalText.clean("a\u{1b}[2Jb\u{202e}c") == "a [2Jbc")
    #expect(TerminalText.wrap("one two three", 7) == ["one two", "three"])
  }

  @Test("A dot sets the right bit of the right cell")
  func braille() {
    var canvas = BrailleCanvas(columns: 2, rows: 1)
    canvas.dot(0, 1)
    canvas.dot(1, 0)
    canvas.dot(.nan, 0)
    canvas.dot(3, 0)
    #expect(canvas.lines == ["⠁⢀"])
  }

  @Test("A minus sign replaces a hyphen before a number, not one within a name")
  func typeset() {
    #expect(EvaluationReport.typeset("-0.02 [-0.03, 1] gpt-4 re-use") == "−0.02 [−0.03, 1] gpt-4 re-use")
    #expect(EvaluationReport.typeset("12 % saved") == "12\u{a0}% saved")
  }
}
