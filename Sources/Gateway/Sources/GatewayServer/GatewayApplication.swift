import UnixSignals
import GatewayUpstreams
import GatewayAccounts
import Foundation
import GatewayConfiguration
import GatewayPipeline
import GatewayStore
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import Metrics
import NIOCore
import NIOSSL
import ServiceLifecycle

/// The server: reads the file, opens the store, listens, and stops without dropping a request.
public struct GatewayApplication: Sendable {
  let loader: SnapshotLoader
  let logger: Logger

  /// A server of one configuration file.
  public init(path: String, logger: Logger) {
    loader = SnapshotLoader(path: path)
    self.logger = logger
  }

  /// Serves until SIGTERM or SIGINT, then lets requests under way end within the drain time.
  ///
  /// - Parameter onListening: called with the port once connections are accepted.
  public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
    let (snapshot, warnings) = try loader.load()
    for warning in warnings { logger.warning("\(loader.path): \(warning)") }
    let configuration = snapshot.configuration
    let admission = AdmissionBox(try makeAdmission(configuration))
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    let store = try configuration.store.path.map { try TrafficStore(path: $0) }
    if let store { try restore(snapshot, from: store) }
    let gateway = Gateway(snapshot, store: store, telemetry: Telemetry(), logger: logger)
    let reloader = Reloader(
      gateway: gateway, loader: loader,
      changed: { next in
        do {
          admission.replace(try makeAdmission(next.configuration))
        } catch {
          logger.error("callers.keys: \(error); the old keys stay")
        }
      }, logger: logger)
    let application = Application(
      responder: GatewayResponder(
        gateway: gateway, admission: admission, metrics: MetricsRoute(registry: registry)),
      server: try server(configuration),
      configuration: .init(
        address: .hostname(configuration.listen.host, port: configuration.listen.port), backlog: 1024),
      onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
      logger: logger)
    var group = ServiceGroupConfiguration(
      services: [.init(service: reloader), .init(service: application)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    group.maximumGracefulShutdownDuration = configuration.drain
    defer { store?.close() }
    try await ServiceGroup(configuration: group).run()
    await loader.shutdown()
  }

  /// Fills the ledger with what the store knows of the budgets' periods.
  private func restore(_ snapshot: Snapshot, from store: TrafficStore) throws {
    guard !snapshot.configuration.budgets.isEmpty else { return }
    snapshot.ledger.restore(try store.reader.spent(since: snapshot.ledger.earliestStart))
  }

  private func makeAdmission(_ configuration: Configuration) throws -> Admission {
    var keys: KeyRing?
    if let path = configuration.callers.keys {
      keys = try KeyRing(try String(contentsOfFile: path, encoding: .utf8))
    }
    return Admission(limits: configuration.limits, keys: keys)
  }

  private func server(_ configuration: Configuration) throws -> HTTPServerBuilder {
    let http1 = HTTP1Channel.Configuration(
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 2 * configuration.limits.headers,
        maxHeaderListSize: 2 * configuration.limits.headers))
    guard let files = configuration.tls else { return .http1(configuration: http1) }
    let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map {
      NIOSSLCertificateSource.certificate($0)
    }
    let key = NIOSSLPrivateKeySource.privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem))
    return try .tls(
      .http1(configuration: http1),
      tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: key))
  }
}
