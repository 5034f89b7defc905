import GatewayUpstreams
import Synchronization
import Testing

@Suite("A burst window")
struct BurstWindowTests {
  @Test("lets a full window go at once")
  func full() async {
    let window = BurstWindow(delay: .seconds(60), count: 4)
    let start = ContinuousClock.now
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { await window.wait() } }
    }
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test("lets what waits go when its time is over, and opens anew")
  func time() async {
    let window = BurstWindow(delay: .milliseconds(20), count: 100)
    for _ in 0..<3 {
      let start = ContinuousClock.now
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<5 { group.addTask { await window.wait() } }
      }
      #expect(ContinuousClock.now - start >= .milliseconds(19))
    }
  }
}
