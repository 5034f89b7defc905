import GatewayTestSupport
import GatewayUpstreams
import Synchronization
import Testing

/// How many calls were let go.
private final class Gone: Sendable {
  let count = Atomic(0)
}

@Suite("A burst window")
struct BurstWindowTests {
  @Test("lets a full window go at once")
  func full() async throws {
    let window = BurstWindow(delay: .seconds(3600), count: 4)
    let gone = Gone()
    for _ in 0..<8 {
      Task {
        await window.wait()
        gone.count.add(1, ordering: .relaxed)
      }
    }
    _ = try await eventually("all eight") { gone.count.load(ordering: .relaxed) == 8 ? true : nil }
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
