import AsyncHTTPClient
import NIOCore
import Synchronization
import GatewayConfiguration

/// The HTTP clients, one for each pair of timeouts: a client's connect and read timeouts are its own, and its connections
/// outlive a reload of the configuration.
public final class ClientPool: Sendable {
  private struct Key: Hashable {
    var connect: Duration
    var read: Duration
  }

  private let clients = Mutex<[Key: HTTPClient]>([:])

  /// No clients yet.
  public init() {}

  /// The client for these timeouts.
  func client(for timeouts: Timeouts) -> HTTPClient {
    let key = Key(connect: timeouts.connect, read: timeouts.firstByte)
    return clients.withLock { clients in
      if let client = clients[key] { return client }
      var configuration = HTTPClient.Configuration()
      configuration.timeout.connect = TimeAmount(timeouts.connect)
      configuration.timeout.read = TimeAmount(timeouts.firstByte)
      configuration.redirectConfiguration = .disallow
      configuration.connectionPool.idleTimeout = .seconds(60)
      configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4096
      // The chain and the breakers decide what happens after a failure to connect.
      configuration.connectionPool.retryConnectionEstablishment = false
      // A span a call costs time, and nothing here collects spans.
      configuration.tracing.tracer = nil
      let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      clients[key] = client
      return client
    }
  }

  /// Closes every connection. Nothing may be under way.
  public func shutdown() async {
    let all = clients.withLock { clients in
      defer { clients = [:] }
      return Array(clients.values)
    }
    for client in all { try? await client.shutdown() }
  }
}
