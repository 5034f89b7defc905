import GatewayConfiguration
import GatewayUpstreams
import Testing

@Suite("A circuit breaker")
struct BreakerTests {
  let start = ContinuousClock.now

  /// A breaker with a window of ten seconds, five seconds open, at least four calls, half of them bad.
  func make(slow: Duration? = nil) -> Breaker {
    var policy = BreakerPolicy()
    policy.window = .seconds(10)
    policy.minimumCalls = 4
    policy.errorRate = 0.5
    policy.slow = slow
    policy.open = .seconds(5)
    policy.probes = 2
    return Breaker(policy: policy, now: start)
  }

  func at(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

  func call(_ breaker: inout Breaker, _ result: Breaker.Result, at seconds: Double) {
    guard let permit = breaker.permit(now: at(seconds)) else { return }
    breaker.record(result, for: permit, now: at(seconds))
  }

  let good = Breaker.Result.success(firstByte: .milliseconds(10))

  @Test("opens when half of enough calls failed, and not before there are enough")
  func opens() {
    var breaker = make()
    call(&breaker, .failure, at: 0)
    call(&breaker, .failure, at: 0.1)
    call(&breaker, good, at: 0.2)
    #expect(breaker.state == .closed)
    call(&breaker, good, at: 0.3)
    #expect(breaker.state == .open)
    #expect(breaker.openings == 1)
    #expect(breaker.permit(now: at(1)) == nil)
  }

  @Test("forgets failures once the window has passed them")
  func forgets() {
    var breaker = make()
    for second in 0..<3 { call(&breaker, .failure, at: Double(second) / 10) }
    for second in 0..<3 { call(&breaker, good, at: 12 + Double(second) / 10) }
    call(&breaker, .failure, at: 12.5)
    #expect(breaker.state == .closed)
    #expect(breaker.counts(now: at(12.5)) == (4, 1, 0))
  }

  @Test("counts slow answers apart from failed ones")
  func slow() {
    var breaker = make(slow: .seconds(1))
    for second in 0..<4 { call(&breaker, .success(firstByte: .seconds(2)), at: Double(second)) }
    #expect(breaker.state == .open)
  }

  @Test("ignores what is the caller's own fault")
  func neutral() {
    var breaker = make()
    for second in 0..<20 { call(&breaker, .neutral, at: Double(second) / 10) }
    #expect(breaker.state == .closed)
    #expect(breaker.counts(now: at(2)).calls == 0)
  }

  @Test("lets one probe at a time through after its time, and closes after enough good ones")
  func probes() throws {
    var breaker = make()
    for second in 0..<4 { call(&breaker, .failure, at: Double(second) / 10) }
    #expect(breaker.permit(now: at(4)) == nil)
    let probe = try #require(breaker.permit(now: at(6)))
    #expect(probe.isProbe)
    #expect(breaker.permit(now: at(6)) == nil)
    breaker.record(good, for: probe, now: at(6.1))
    #expect(breaker.state == .halfOpen)
    call(&breaker, good, at: 6.2)
    #expect(breaker.state == .closed)
    #expect(breaker.counts(now: at(6.3)).calls == 0)
  }

  @Test("opens again when a probe fails, and a probe given back does not block the next")
  func badProbe() throws {
    var breaker = make()
    for second in 0..<4 { call(&breaker, .failure, at: Double(second) / 10) }
    let first = try #require(breaker.permit(now: at(6)))
    breaker.record(.neutral, for: first, now: at(6))
    call(&breaker, .failure, at: 6.1)
    #expect(breaker.state == .open)
    #expect(breaker.permit(now: at(11)) == nil)
    #expect(breaker.permit(now: at(11.2)) != nil)
  }

  @Test("ignores results of calls that began before it changed its state")
  func late() throws {
    var breaker = make()
    let early = try #require(breaker.permit(now: at(0)))
    for second in 0..<4 { call(&breaker, .failure, at: Double(second) / 10) }
    let probe = try #require(breaker.permit(now: at(6)))
    breaker.record(.failure, for: early, now: at(6.1))
    #expect(breaker.state == .halfOpen)
    breaker.record(good, for: probe, now: at(6.2))
    #expect(breaker.permit(now: at(6.3)) != nil)
  }

  @Test("keeps away for as long as the upstream asked, though it is closed")
  func pause() {
    var breaker = make()
    breaker.pause(for: .seconds(3), now: at(0))
    #expect(!breaker.isAvailable(now: at(2)))
    #expect(breaker.permit(now: at(2.9)) == nil)
    #expect(breaker.permit(now: at(3)) != nil)
    #expect(breaker.state == .closed)
  }

  @Test("agrees with a list of all calls, over random traffic", arguments: 1...20)
  func oracle(seed: UInt64) {
    var random = SplitMix(seed)
    var policy = BreakerPolicy()
    policy.window = .seconds(10)
    // Never opens: only the counts are compared.
    policy.minimumCalls = 1_000_000
    var breaker = Breaker(policy: policy, now: start)
    var calls: [(second: Double, failed: Bool)] = []
    var time = 0.0
    for _ in 0..<500 {
      time += Double(random.next() % 700) / 1000
      let failed = random.next() % 3 == 0
      call(&breaker, failed ? .failure : good, at: time)
      calls.append((time, failed))
      let counts = breaker.counts(now: at(time))
      // A call is forgotten between nine tenths and the whole of the window.
      let sure = calls.filter { $0.second > time - 9 }
      let most = calls.filter { $0.second > time - 10 - 1e-6 }
      #expect(counts.calls >= sure.count && counts.calls <= most.count)
      #expect(counts.failed >= sure.count { $0.failed } && counts.failed <= most.count { $0.failed })
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014), for reproducible traffic.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
