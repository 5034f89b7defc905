import GatewayMoney
import Testing

@testable import GatewayAccounts

@Suite("The report's text")
struct ReportTextTests {
  @Test("Where nothing that served had a price it says so, and no sum of $0")
  func prices() {
    var builder = ReportBuilder([])
    #expect(builder.finish().text().contains("cost         $0.000000"), "nothing was served yet")
    builder.add(RequestRecord(id: "a", time: 0))
    let text = builder.finish().text()
    #expect(text.contains("cost         no prices") && !text.contains("$"))
    builder.add(RequestRecord(id: "b", time: 0, baselineCost: Money(picodollars: 2_000_000)))
    #expect(builder.finish().text().contains("baseline     $0.000002"))
  }
}
