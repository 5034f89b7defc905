import GatewayConfiguration
import Foundation
import GatewayPipeline
import Logging
public import ServiceLifecycle

/// Looks once a second whether the configuration or a file that it names has changed, and puts the new one in place.
///
/// Requests under way keep what they began with. A bad file is refused, with every mistake in the log, and the old
/// configuration stays. What needs a new socket (`listen`, `tls`) and the store's path take effect at the next start, and the
/// log says so.
public struct Reloader: Service {
  let gateway: Gateway
  let loader: SnapshotLoader
  let changed: @Sendable (Snapshot) -> Void
  let logger: Logger

  /// Watches until the service is told to stop.
  public func run() async throws {
    var seen = fingerprints()
    while !Task.isShuttingDownGracefully {
      do {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(1)) }
      } catch {
        return
      }
      let now = fingerprints()
      guard now != seen else { continue }
      seen = now
      reload()
      // A reload may have changed which files there are to watch.
      seen = fingerprints()
    }
  }

  private func reload() {
    let old = gateway.snapshot
    do {
      let (snapshot, warnings) = try loader.load(after: old)
      for warning in warnings { logger.warning("\(loader.path): \(warning)") }
      gateway.replace(snapshot)
      changed(snapshot)
      if snapshot.configuration.listen != old.configuration.listen
        || snapshot.configuration.tls != old.configuration.tls
        || snapshot.configuration.store.path != old.configuration.store.path
      {
        logger.warning("listen, tls and store.path take effect at the next start")
      }
      logger.notice("configuration reloaded", metadata: ["path": "\(loader.path)"])
    } catch {
      for mistake in error.mistakes { logger.error("\(loader.path): \(mistake)") }
      logger.error(
        "the new configuration is refused; the old one stays", metadata: ["path": "\(loader.path)"])
    }
  }

  /// What tells one state of the files from another, without reading them.
  private func fingerprints() -> [String] {
    ([loader.path] + gateway.snapshot.configuration.files).map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return "-" }
      return "\(status.st_ino)/\(status.st_size)/\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
    }
  }
}
