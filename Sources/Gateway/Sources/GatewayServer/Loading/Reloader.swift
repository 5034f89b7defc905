import GatewayAccounts
import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import GatewayValidation
import Logging
import ServiceLifecycle
import Triage

/// Looks twice a second whether the configuration or a file that it names has changed, and puts the new one in place.
///
/// A change counts once the files have been the same for two looks, so that a file that is still being written is not
/// read half: about a second. Requests under way keep what they began with. A bad file is refused, with every mistake in
/// the log and on the status page, and the old configuration stays. A renewed certificate is served from then on. What
/// needs a new socket (`listen`, `tls` where there was none or is none any more), the store's path and the drain time take
/// effect at the next start, and the log says so.
struct Reloader: Service, CustomStringConvertible {
  let gateway: Gateway
  let loader: SnapshotLoader
  let operations: Operations
  let level: LogLevel?
  let watch: ConfigurationWatch
  let logger: Logger
  /// Between two looks.
  static let interval = Duration.milliseconds(500)
  /// The service lifecycle logs it.
  var description: String { "Reloader" }

  /// Watches until the service is told to stop.
  func run() async throws {
    var watch = watch
    while !Task.isShuttingDownGracefully {
      do {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: Reloader.interval) }
      } catch {
        return
      }
      let isChanged: Bool
      (watch, isChanged) = await offLoop { [watch] in look(watch) }
      guard isChanged else { continue }
      // What waits to be written has been spent, too, of a budget that is new.
      await gateway.store?.flush()
      watch = await offLoop { [watch] in reload() ?? watch }
    }
  }

  /// Whether something has changed. Asking for a file's state blocks: for ever where its file system hangs.
  private func look(_ watch: ConfigurationWatch) -> (ConfigurationWatch, Bool) {
    var watch = watch
    let isChanged = watch.poll()
    return (watch, isChanged)
  }

  private func reload() -> ConfigurationWatch? {
    let old = gateway.snapshot
    do {
      let loaded = try loader.load(after: old)
      // Before anything is replaced: what cannot be had as a whole is not taken in parts.
      let admission = try loaded.admission(after: operations.admission)
      let configuration = loaded.snapshot.configuration
      fill(loaded.snapshot.ledger, after: old.ledger)
      if let files = configuration.tls { serve(files) }
      gateway.replace(loaded.snapshot)
      operations.accepted(admission, warnings: loaded.warnings)
      operations.audit.move(to: configuration.audit)
      if let problem = operations.audit.problem { logger.error("\(problem)") }
      level?.set(configuration.logLevel)
      for warning in loaded.warnings { logger.warning("\(loader.path): \(warning)") }
      if needsStart(old.configuration, configuration) {
        logger.warning("listen, tls, store.path and drain take effect at the next start")
      }
      let router = loaded.snapshot.router?.identity.description ?? "none"
      logger.notice(
        "configuration reloaded", metadata: ["path": "\(loader.path)", "router": "\(router)"])
      return loaded.watch
    } catch {
      operations.refused(error.mistakes)
      for mistake in error.mistakes { logger.error("\(loader.path): \(mistake)") }
      logger.error(
        "the new configuration is refused; the old one stays", metadata: ["path": "\(loader.path)"])
      return error.watch
    }
  }

  /// Tells budgets that are new, or count otherwise than before, what the store knows of their periods: as a start would.
  private func fill(_ ledger: Ledger, after old: Ledger) {
    guard let store = gateway.store, let start = ledger.missingSince else { return }
    do {
      ledger.restore(try store.reader.spent(since: start), of: old.tiers)
    } catch {
      logger.warning("budgets that are new begin at nothing: \(error)")
    }
  }

  /// Shows what the files hold now to whoever connects from now on.
  private func serve(_ files: TLSFiles) {
    do {
      try operations.certificates?.take(files)
    } catch {
      // Read a moment ago and found sound: only a change since then comes here, and will be taken up itself.
      logger.error("the certificate cannot be read; the one before is served on")
    }
  }

  private func needsStart(_ old: Configuration, _ new: Configuration) -> Bool {
    old.listen != new.listen || (old.tls == nil) != (new.tls == nil) || old.store.path != new.store.path
      || old.drain != new.drain
  }
}
