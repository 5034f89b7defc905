import Foundation
import GatewayUpstreams
import GatewayWire
import Testing

@Suite("Retries")
struct RetryTests {
  @Test("are a bounded share of the requests, beside a small reserve")
  func budget() {
    let budget = RetryBudget(share: 0.2, reserve: 3)
    var granted = 0
    for _ in 0..<1000 {
      budget.earn()
      if budget.spend() { granted += 1 }
    }
    #expect((200...203).contains(granted))
  }

  @Test("never happen with a budget of nothing")
  func none() {
    let budget = RetryBudget(share: 0)
    for _ in 0..<100 { budget.earn() }
    #expect(!budget.spend())
  }

  @Test("wait for a uniform share of a ceiling that doubles up to its limit")
  func backoff() {
    let backoff = Backoff()
    #expect(backoff.wait(retry: 0, share: 1) == .milliseconds(50))
    #expect(backoff.wait(retry: 3, share: 0.5) == .milliseconds(200))
    #expect(backoff.wait(retry: 60, share: 1) == .seconds(2))
    #expect(backoff.wait(retry: 2, share: 0) == .zero)
  }

  @Test("respect Retry-After in seconds, milliseconds and as a date, within reason")
  func retryAfter() {
    let now = Date(timeIntervalSince1970: 784_111_777)
    #expect(RetryAfter.wait(milliseconds: nil, header: "3", now: now) == .seconds(3))
    #expect(RetryAfter.wait(milliseconds: "250", header: "3", now: now) == .milliseconds(250))
    #expect(
      RetryAfter.wait(milliseconds: nil, header: "Sun, 06 Nov 1994 08:49:47 GMT", now: now) == .seconds(10))
    #expect(RetryAfter.wait(milliseconds: nil, header: "Sun, 06 Nov 1994 08:00:00 GMT", now: now) == .zero)
    #expect(RetryAfter.wait(milliseconds: nil, header: "86400", now: now) == RetryAfter.longest)
    for nonsense in ["", "soon", "-1", "nan", "inf", "1e999"] {
      #expect(RetryAfter.wait(milliseconds: nil, header: nonsense, now: now) == nil)
    }
    #expect(RetryAfter.wait(milliseconds: nil, header: nil, now: now) == nil)
  }

  @Test("are not worth it after a timeout, a refusal to be asked, or the caller's own mistake")
  func worth() {
    #expect(UpstreamFailure(.unreachable, "").isWorthRepeating)
    #expect(UpstreamFailure(.status(503), "").isWorthRepeating)
    #expect(!UpstreamFailure(.status(503), "", retryAfter: .seconds(1)).isWorthRepeating)
    #expect(!UpstreamFailure(.firstByteTimeout, "").isWorthRepeating)
    #expect(!UpstreamFailure(.status(400), "").isWorthRepeating)
    #expect(!UpstreamFailure(.status(429), "", retryAfter: .seconds(1)).isWorthRepeating)
  }

  @Test("a refusal for length is told from the caller's other mistakes")
  func length() {
    let long = WireError(
      status: 400, type: "invalid_request_error", code: "context_length_exceeded", message: "too long")
    #expect(UpstreamFailure(.status(400), "", wireError: long).exceedsContext)
    #expect(!UpstreamFailure(.status(400), "", wireError: long).isCallersFault)
    let odd = WireError(status: 400, type: "invalid_request_error", code: nil, message: "bad temperature")
    #expect(UpstreamFailure(.status(400), "", wireError: odd).isCallersFault)
    #expect(UpstreamFailure(.status(400), "", wireError: odd).breakerResult == .neutral)
  }
}
