import Dispatch
import Foundation
import GatewayAccounts
import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import GatewayUpstreams
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
public import UnixSignals

/// The server: reads the file, opens the store, listens, and stops without dropping a request.
public struct GatewayApplication: Sendable {
  let loader: SnapshotLoader
  let logger: Logger
  let logs: LineWriter
  let level: LogLevel?
  /// How long a connection is kept on which nothing moves: none is asked for, or none of an answer taken.
  static let idleTime = TimeAmount.seconds(120)
  /// How long the end waits for whoever reads the logs: a pipe that nobody empties must not keep the process for ever.
  static let patience = DispatchTimeInterval.seconds(5)

  /// A server of one configuration file.
  ///
  /// - Parameters:
  ///   - logs: what writes standard error; audit lines that go there go through it.
  ///   - level: follows the file's `log.level`; nil where the level is somebody else's affair.
  public init(
    path: String, logger: Logger, logs: LineWriter = LineWriter(descriptor: 2), level: LogLevel? = nil
  ) {
    loader = SnapshotLoader(path: path)
    self.logger = logger
    self.logs = logs
    self.level = level
  }

  /// Serves until one of the signals, then lets requests under way end within the drain time.
  ///
  /// - Parameters:
  ///   - stopping: the signals that begin the end.
  ///   - onListening: called with the port once connections are accepted.
  public func run(
    stopping: [UnixSignal] = [.sigterm, .sigint],
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws {
    let result: Result<Void, any Error>
    do {
      result = .success(try await serve(stopping, onListening))
    } catch {
      result = .failure(error)
    }
    // Whatever came of it: connections that nobody closes are a programming error to the client.
    await loader.shutdown()
    logs.flush(within: GatewayApplication.patience)
    try result.get()
  }

  private func serve(
    _ stopping: [UnixSignal], _ onListening: @escaping @Sendable (Int) async -> Void
  ) async throws {
    let loaded = try loader.load()
    let snapshot = loaded.snapshot
    let configuration = snapshot.configuration
    level?.set(configuration.logLevel)
    for warning in loaded.warnings { logger.warning("\(loader.path): \(warning)") }
    let operations = Operations(
      path: loader.path, registry: .installed, audit: AuditLog(configuration.audit, logs: logs), logs: logs,
      admission: try loaded.admission(), certificates: try configuration.tls.map(Certificates.init),
      warnings: loaded.warnings)
    if let problem = operations.audit.problem { logger.error("\(problem)") }
    let watches = CallerWatches()
    let builder = try server(configuration, watches, operations)
    let store = try configuration.store.path.map { try TrafficStore(path: $0) }
    defer { store?.close() }
    if let store {
      tell(store.counters)
      try restore(snapshot, operations, from: store)
    }
    let gateway = Gateway(
      snapshot, store: store, telemetry: Telemetry(), logger: logger, observe: { operations.note($0) })
    let server = HTTPService(
      responder: GatewayResponder(gateway: gateway, watches: watches, operations: operations),
      builder: builder, listen: configuration.listen, logger: logger, onListening: onListening)
    let reloader = Reloader(
      gateway: gateway, loader: loader, operations: operations, level: level, watch: loaded.watch,
      logger: logger)
    var services: [any Service] = [reloader, Housekeeping(gateway: gateway, logger: logger)]
    // Whoever stops this server by other means has signals of its own.
    if !stopping.isEmpty { services.append(Hangup(operations: operations)) }
    var group = ServiceGroupConfiguration(
      services: (services + [server]).map { .init(service: $0) }, gracefulShutdownSignals: stopping,
      logger: logger)
    group.maximumGracefulShutdownDuration = configuration.drain
    defer { operations.audit.flush(within: GatewayApplication.patience) }
    try await ServiceGroup(configuration: group).run()
  }

  /// Says what of the last process could not be read: requests that were answered are not in the store.
  private func tell(_ counters: StoreCounters) {
    guard counters.unreadable > 0 else { return }
    logger.error(
      "the traffic store's journal holds what cannot be read; it is kept in \(counters.keptAside.joined(separator: ", "))",
      metadata: ["entries": "\(counters.unreadable)"])
  }

  /// Fills the ledger with what the store knows of the budgets' periods, and, beside the first requests, the page's sums of
  /// the day.
  private func restore(_ snapshot: Snapshot, _ operations: Operations, from store: TrafficStore) throws {
    if let start = snapshot.ledger.missingSince {
      snapshot.ledger.restore(try store.reader.spent(since: start))
    }
    let (path, start) = (store.path, operations.started)
    if !snapshot.configuration.shadows.isEmpty {
      for (name, spent) in try store.reader.shadowSpent(since: Budget.Period.day.start(of: start)) {
        snapshot.ledger.restoreShadow(name, spent: spent)
      }
    }
    DispatchQueue.global(qos: .background).async {
      let from = Budget.Period.day.start(of: start)
      guard let reader = try? TrafficReader(path: path) else { return }
      defer { reader.close() }
      guard let report = try? reader.report(from: from, to: start, by: [.tier]) else { return }
      operations.recent.restore(report, of: Budget.Period.day.bucket(of: start))
    }
  }

  private func server(
    _ configuration: Configuration, _ watches: CallerWatches, _ operations: Operations
  ) throws -> HTTPServerBuilder {
    // The decoder's own limit closes the connection without a word, so it lies above the one that answers 431.
    let most = configuration.limits.headers + 256 * 1024
    let http1 = HTTP1Channel.Configuration(
      additionalChannelHandlers: [
        CallerWatch(watches), BodyClock { operations.admission.limits.bodyTime },
        StallClock(limit: GatewayApplication.idleTime),
      ],
      idleTimeout: GatewayApplication.idleTime,
      httpDecoderConfiguration: .init(maxHeaderFieldSize: most, maxHeaderListSize: most))
    guard let certificates = operations.certificates else { return .http1(configuration: http1) }
    return try .tls(.http1(configuration: http1), tlsConfiguration: certificates.configuration())
  }
}
