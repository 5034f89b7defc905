import Testing

@testable import GatewayServer

@Suite("Housekeeping")
struct HousekeepingTests {
  @Test("comes once an hour, more often where less is kept, and again soon after a time that went wrong")
  func due() {
    let now = ContinuousClock.now
    for (keep, wait) in [(Duration.seconds(60), 60), (.seconds(600), 600), (.seconds(86_400), 3600)] {
      #expect(Housekeeping.isDue(keep: keep, last: nil, now: now))
      #expect(!Housekeeping.isDue(keep: keep, last: now, now: now + .seconds(wait - 10)))
      #expect(Housekeeping.isDue(keep: keep, last: now, now: now + .seconds(wait)))
    }
  }
}
