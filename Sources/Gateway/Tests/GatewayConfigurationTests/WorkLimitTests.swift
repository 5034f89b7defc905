import GatewayConfiguration
import Testing

@Suite("The limit on work")
struct WorkLimitTests {
  /// The two times of a made-up thread.
  private final class Thread {
    var wall = ContinuousClock.now
    var processor = Duration.seconds(7)

    func limit(_ limit: Duration) -> WorkLimit {
      WorkLimit(limit, now: { self.wall }, spent: { self.processor })
    }
  }

  @Test("A thread that waits for a core has not worked")
  func waiting() {
    let thread = Thread()
    var limit = thread.limit(.milliseconds(20))
    for _ in 0..<10 {
      thread.wall += .seconds(60)
      thread.processor += .milliseconds(1)
      let isPassed = limit.isPassed()
      #expect(!isPassed)
    }
    // What is left of the limit is counted from the last look.
    var answers: [Bool] = []
    for step in [Duration.milliseconds(9), .milliseconds(1), .nanoseconds(1)] {
      thread.wall += step
      thread.processor += step
      answers.append(limit.isPassed())
    }
    #expect(answers == [false, false, true])
  }

  @Test("A thread that works without a pause is stopped by the clock that is cheap to read")
  func working() {
    let thread = Thread()
    var limit = thread.limit(.milliseconds(20))
    var looks = 0
    while !limit.isPassed() {
      looks += 1
      thread.wall += .milliseconds(1)
      thread.processor += .milliseconds(1)
    }
    #expect(looks == 21)
  }

  @Test("A thread's own time is measured")
  func real() {
    var limit = WorkLimit(.milliseconds(5))
    var sum = 0
    while !limit.isPassed() { sum &+= 1 }
    #expect(sum > 0)
  }
}
