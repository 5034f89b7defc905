/// How long an upstream is waited for, and when it is left alone.
extension Reader {
  func readTimeouts(_ place: Cursor) -> Timeouts {
    var timeouts = Timeouts()
    let fields = place.fields(["connect", "first_byte", "total"])
    let range: ClosedRange<Duration> = .milliseconds(1) ... .seconds(86_400)
    if let time = fields["total"]?.duration(range) { timeouts.total = time }
    func part(_ key: String, _ initial: Duration) -> Duration {
      // A short total shortens the defaults.
      guard let time = fields[key]?.duration(range) else { return min(initial, timeouts.total) }
      if time > timeouts.total, let place = fields[key] {
        place.fail("\(place.words) must not be longer than 'total' (\(Quantity.words(timeouts.total)))")
      }
      return time
    }
    timeouts.connect = part("connect", timeouts.connect)
    timeouts.firstByte = part("first_byte", timeouts.firstByte)
    return timeouts
  }

  func readBreaker(_ place: Cursor) -> BreakerPolicy {
    var policy = BreakerPolicy()
    let fields = place.fields([
      "window", "minimum_calls", "error_rate", "slow", "slow_rate", "open", "probes",
    ])
    if let window = fields["window"]?.duration(.seconds(1) ... .seconds(3600)) { policy.window = window }
    if let calls = fields["minimum_calls"]?.int(1...1_000_000) { policy.minimumCalls = calls }
    if let rate = fields["error_rate"]?.share() { policy.errorRate = rate }
    policy.slow = fields["slow"]?.duration(.milliseconds(1) ... .seconds(3600))
    if let rate = fields["slow_rate"]?.share() { policy.slowRate = rate }
    if let open = fields["open"]?.duration(.milliseconds(1) ... .seconds(3600)) { policy.open = open }
    if let probes = fields["probes"]?.int(1...1000) { policy.probes = probes }
    return policy
  }
}
