import GatewayAccounts
import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import Logging
import ServiceLifecycle

/// Deletes what is older than the store's `keep`: soon after the start, then once an hour, or as often as `keep` is long
/// where that is shorter; a minute after a time that went wrong.
struct Housekeeping: Service, CustomStringConvertible {
  let gateway: Gateway
  let logger: Logger
  var description: String { "Housekeeping" }

  func run() async throws {
    var last: ContinuousClock.Instant?
    var wait = Duration.seconds(30)
    while !Task.isShuttingDownGracefully {
      do {
        try await cancelWhenGracefulShutdown { [wait] in try await Task.sleep(for: wait) }
      } catch {
        return
      }
      // A reload may have set another time: it is looked at every minute.
      wait = .seconds(60)
      guard let store = gateway.store, let keep = gateway.snapshot.configuration.store.keep,
        Housekeeping.isDue(keep: keep, last: last, now: .now)
      else { continue }
      let before = WallClock.microseconds() - keep.components.seconds * 1_000_000
      let gone = await cancelWhenGracefulShutdown { await store.prune(before: before) }
      if gone > 0 { logger.info("old traffic deleted", metadata: ["requests": "\(gone)"]) }
      if !store.counters.isFailing { last = .now }
    }
  }

  /// Whether it is time to look again.
  static func isDue(keep: Duration, last: ContinuousClock.Instant?, now: ContinuousClock.Instant) -> Bool {
    guard let last else { return true }
    // Less a little: the minutes are counted from the end of the last time.
    return now - last >= min(keep, .seconds(3600)) - .seconds(5)
  }
}
