import GatewayConfiguration
import GatewayUpstreams
import Testing

/// A breaker and a clock that stands where a test puts it.
final class Subject {
  private let start = ContinuousClock.now
  private var breaker: Breaker

  init(_ policy: BreakerPolicy) { breaker = Breaker(policy: policy, now: start) }

  var state: Breaker.State { breaker.state }
  var openings: Int { breaker.openings }

  private func at(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

  func permit(at seconds: Double) -> Breaker.Permit? { breaker.permit(now: at(seconds)) }
  func isAvailable(at seconds: Double) -> Bool { breaker.isAvailable(now: at(seconds)) }
  func counts(at seconds: Double) -> (calls: Int, failed: Int, slow: Int) { breaker.counts(now: at(seconds)) }
  func pause(for wait: Duration, at seconds: Double) { breaker.pause(for: wait, now: at(seconds)) }

  func record(_ result: Breaker.Result, for permit: Breaker.Permit, at seconds: Double) {
    breaker.record(result, for: permit, now: at(seconds))
  }

  /// A call that ends at once, where it may be made.
  func call(_ result: Breaker.Result, at seconds: Double) {
    if let permit = permit(at: seconds) { record(result, for: permit, at: seconds) }
  }
}

@Suite("A circuit breaker")
struct BreakerTests {
  /// A breaker with a window of ten seconds, five seconds open, at least four calls, half of them bad.
  func make(slow: Duration? = nil) -> Subject {
    var policy = BreakerPolicy()
    policy.window = .seconds(10)
    policy.minimumCalls = 4
    policy.errorRate = 0.5
    policy.slow = slow
    policy.open = .seconds(5)
    policy.probes = 2
    return Subject(policy)
  }

  let good = Breaker.Result.success(firstByte: .milliseconds(10))

  @Test("opens when half of enough calls failed, and not before there are enough")
  func opens() {
    let breaker = make()
    breaker.call(.failure, at: 0)
    breaker.call(.failure, at: 0.1)
    breaker.call(good, at: 0.2)
    #expect(breaker.state == .closed)
    breaker.call(good, at: 0.3)
    #expect(breaker.state == .open)
    #expect(breaker.openings == 1)
    #expect(breaker.permit(at: 1) == nil)
  }

  @Test("forgets failures once the window has passed them")
  func forgets() {
    let breaker = make()
    for second in 0..<3 { breaker.call(.failure, at: Double(second) / 10) }
    for second in 0..<3 { breaker.call(good, at: 12 + Double(second) / 10) }
    breaker.call(.failure, at: 12.5)
    #expect(breaker.state == .closed)
    #expect(breaker.counts(at: 12.5) == (4, 1, 0))
  }

  @Test("counts slow answers apart from failed ones")
  func slow() {
    let breaker = make(slow: .seconds(1))
    for second in 0..<4 { breaker.call(.success(firstByte: .seconds(2)), at: Double(second)) }
    #expect(breaker.state == .open)
  }

  @Test("ignores what is the caller's own fault")
  func neutral() {
    let breaker = make()
    for second in 0..<20 { breaker.call(.neutral, at: Double(second) / 10) }
    #expect(breaker.state == .closed)
    #expect(breaker.counts(at: 2).calls == 0)
  }

  @Test("lets one probe at a time through after its time, and closes after enough good ones")
  func probes() throws {
    let breaker = make()
    for second in 0..<4 { breaker.call(.failure, at: Double(second) / 10) }
    #expect(breaker.permit(at: 4) == nil)
    let probe = try #require(breaker.permit(at: 6))
    #expect(probe.isProbe)
    #expect(breaker.permit(at: 6) == nil)
    breaker.record(good, for: probe, at: 6.1)
    #expect(breaker.state == .halfOpen)
    breaker.call(good, at: 6.2)
    #expect(breaker.state == .closed)
    #expect(breaker.counts(at: 6.3).calls == 0)
  }

  @Test("opens again when a probe fails, and a probe given back does not block the next")
  func badProbe() throws {
    let breaker = make()
    for second in 0..<4 { breaker.call(.failure, at: Double(second) / 10) }
    let first = try #require(breaker.permit(at: 6))
    breaker.record(.neutral, for: first, at: 6)
    breaker.call(.failure, at: 6.1)
    #expect(breaker.state == .open)
    #expect(breaker.permit(at: 11) == nil)
    #expect(breaker.permit(at: 11.2) != nil)
  }

  @Test("ignores results of calls that began before it changed its state")
  func late() throws {
    let breaker = make()
    let early = try #require(breaker.permit(at: 0))
    for second in 0..<4 { breaker.call(.failure, at: Double(second) / 10) }
    let probe = try #require(breaker.permit(at: 6))
    breaker.record(.failure, for: early, at: 6.1)
    #expect(breaker.state == .halfOpen)
    breaker.record(good, for: probe, at: 6.2)
    #expect(breaker.permit(at: 6.3) != nil)
  }

  @Test("keeps away for as long as the upstream asked, though it is closed")
  func pause() {
    let breaker = make()
    breaker.pause(for: .seconds(3), at: 0)
    #expect(!breaker.isAvailable(at: 2))
    #expect(breaker.permit(at: 2.9) == nil)
    #expect(breaker.permit(at: 3) != nil)
    #expect(breaker.state == .closed)
  }

  @Test("agrees with a list of all calls, over random traffic", arguments: 1...20)
  func oracle(seed: UInt64) {
    var random = SplitMix(seed)
    var policy = BreakerPolicy()
    policy.window = .seconds(10)
    // Never opens: only the counts are compared.
    policy.minimumCalls = 1_000_000
    let breaker = Subject(policy)
    var calls: [(second: Double, failed: Bool)] = []
    var time = 0.0
    for _ in 0..<500 {
      time += Double(random.next() % 700) / 1000
      let failed = random.next() % 3 == 0
      breaker.call(failed ? .failure : good, at: time)
      calls.append((time, failed))
      let counts = breaker.counts(at: time)
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
