import Testing
import TriageTraining

@testable import TriageCommand

@Suite("Numbers in text")
struct FormattingTests {
  @Test("Three decimals, rounded, with a sign only where there is one to show")
  func thousandths() {
    #expect(Manifest.text(0) == "0.000")
    #expect(Manifest.text(0.0005) == "0.001")
    #expect(Manifest.text(-0.25) == "-0.250")
    #expect(Manifest.text(-0.0001) == "0.000")
    #expect(Manifest.text(12.3456) == "12.346")
  }

  @Test("What is no number, or too large for three decimals, is printed and does not crash")
  func extremes() {
    for value in [Double.nan, .infinity, -.infinity, 1e300, -1e18] { #expect(!Manifest.text(value).isEmpty) }
  }
}
