import GatewayAccounts
import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import Logging
import ServiceLifecycle

/// Deletes what is older than the store's `keep`, once an hour and soon after the start.
struct Housekeeping: Service, CustomStringConvertible {
  let gateway: Gateway
  let logger: Logger
  var description: String { "Housekeeping" }

  func run() async throws {
    var wait = Duration.seconds(30)
    while !Task.isShuttingDownGracefully {
      do {
        try await cancelWhenGracefulShutdown { [wait] in try await Task.sleep(for: wait) }
      } catch {
        return
      }
      wait = .seconds(3600)
      guard let store = gateway.store, let keep = gateway.snapshot.configuration.store.keep else { continue }
      let before = WallClock.microseconds() - keep.components.seconds * 1_000_000
      let gone = await cancelWhenGracefulShutdown { await store.prune(before: before) }
      if gone > 0 { logger.info("old traffic deleted", metadata: ["requests": "\(gone)"]) }
    }
  }
}
