import GatewayConfiguration
import HTTPTypes
import Testing

@testable import GatewayServer

@Suite("Callers")
struct CallerTests {
  @Test("A key is known by its hash alone, in either case, among comments and blank lines")
  func ring() throws {
    let (web, batch) = (KeyRing.makeKey(), KeyRing.makeKey())
    #expect(web != batch && web.hasPrefix("tg-") && web.count == 67)
    let ring = try KeyRing("# who\n\n web:\(KeyRing.hash(web)) \nbatch:\(KeyRing.hash(batch).uppercased())\n")
    #expect(ring.name(of: web) == "web")
    #expect(ring.name(of: batch) == "batch")
    for other in ["", "tg-", KeyRing.hash(web), web + "0", String(web.dropLast())] {
      #expect(ring.name(of: other) == nil)
    }
    // FIPS 180-2, appendix B.1.
    #expect(KeyRing.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("A file of another system's line ends, with a mark at its beginning, holds the same keys")
  func lineEnds() throws {
    let (web, batch) = (KeyRing.makeKey(), KeyRing.makeKey())
    for end in ["\n", "\r\n", "\r"] {
      let text = "\u{FEFF}web:\(KeyRing.hash(web))\(end)# who\(end)\tbatch:\(KeyRing.hash(batch)) \(end)"
      let ring = try KeyRing(text)
      #expect(ring.name(of: web) == "web" && ring.name(of: batch) == "batch")
    }
  }

  @Test("A name that the file would not give back is none")
  func names() {
    for name in ["web", "the web", "a#", "日本"] { #expect(CallerKeys.isName(name)) }
    for name in ["", "#web", " web", "web ", "\tweb", "a:b", "a\nb", "a\r\nb", "a\u{2028}b", "\u{FEFF}a"] {
      #expect(!CallerKeys.isName(name))
    }
  }

  @Test(
    "A file that holds something else is named by its line, and what stands there is not shown",
    arguments: ["web", "web:", ":\(KeyRing.hash("a"))", "web:tg-0123456789", "web:\(KeyRing.hash("a"))0"])
  func mistakes(line: String) throws {
    #expect {
      try KeyRing("ok:\(KeyRing.hash("x"))\n\(line)\n")
    } throws: { error in
      let text = (error as? KeyRing.Mistake)?.description ?? ""
      return text.hasPrefix("line 2:") && !text.contains("tg-0123456789")
    }
  }

  @Test("A bucket gives a second's worth at once, then one at a time, to each caller its own")
  func rate() {
    let limit = RateLimit(rate: 4)
    let start = ContinuousClock.now
    for _ in 0..<4 { #expect(limit.wait(for: "a", now: start) == nil) }
    let wait = limit.wait(for: "a", now: start)
    #expect(wait == .milliseconds(250))
    #expect(limit.wait(for: "b", now: start) == nil)
    #expect(limit.wait(for: "a", now: start + .milliseconds(249)) != nil)
    #expect(limit.wait(for: "a", now: start + .milliseconds(251)) == nil)
    #expect(limit.wait(for: "a", now: start + .milliseconds(252)) != nil)
    // An hour later there is a second's worth again, no more.
    for _ in 0..<4 { #expect(limit.wait(for: "a", now: start + .seconds(3600)) == nil) }
    #expect(limit.wait(for: "a", now: start + .seconds(3600)) != nil)
  }

  @Test("Fewer than one a second works, and invented callers do not fill the memory")
  func slow() {
    let limit = RateLimit(rate: 0.5)
    let start = ContinuousClock.now
    #expect(limit.wait(for: "a", now: start) == nil)
    #expect(limit.wait(for: "a", now: start + .seconds(1)) == .seconds(1))
    #expect(limit.wait(for: "a", now: start + .seconds(2)) == nil)
    for number in 0..<30_000 { _ = limit.wait(for: "x\(number)", now: start + .seconds(number)) }
    #expect(limit.count < 20_000)
  }

  @Test("Places are given back with the last reference, and a reload keeps count of them")
  func seats() throws {
    var limits = RequestLimits()
    limits.concurrency = 2
    let admission = Admission(limits: limits, keys: nil)
    var seats = [admission.enter(), admission.enter()]
    #expect(seats.allSatisfy { $0 != nil } && admission.enter() == nil && admission.count == 2)
    let next = Admission(limits: limits, keys: nil, after: admission)
    #expect(next.enter() == nil)
    seats.removeLast()
    #expect(next.count == 1)
    #expect(next.enter() != nil)
  }

  @Test("Retry-After is whole seconds, rounded up")
  func retryAfter() {
    #expect(Duration.milliseconds(1).wholeSeconds == 1)
    #expect(Duration.milliseconds(1001).wholeSeconds == 2)
    #expect(Duration.seconds(3).wholeSeconds == 3)
  }
}
