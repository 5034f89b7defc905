import AsyncHTTPClient
import NIOCore
import NIOPosix
import Synchronization
import GatewayConfiguration

/// The HTTP clients, one for each pair of timeouts: a client's connect and read timeouts are its own, and its connections
/// outlive a reload of the configuration.
public final class ClientPool: Sendable {
  private struct Key: Hashable {
    var connect: Duration
    var read: Duration
  }

  private let clients = Mutex<[Key: LoopClients]>([:])

  /// No clients yet.
  public init() {}

  /// The clients for these timeouts.
  func client(for timeouts: Timeouts) -> LoopClients {
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
      let client = LoopClients(configuration: configuration)
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
    for client in all { await client.shutdown() }
  }
}

/// A client for each event loop, so that a request that runs on a loop's thread calls its upstream from that thread: a
/// connection on another loop costs two changes of thread, more than everything else that a call does.
struct LoopClients: Sendable {
  private let clients: [ObjectIdentifier: HTTPClient]
  /// For callers that are on no loop.
  private let other: HTTPClient

  init(configuration: HTTPClient.Configuration) {
    var clients: [ObjectIdentifier: HTTPClient] = [:]
    for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
      clients[ObjectIdentifier(loop)] = HTTPClient(
        eventLoopGroupProvider: .shared(loop), configuration: configuration)
    }
    self.clients = clients
    other = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// The one for the thread that asks.
  var here: HTTPClient {
    guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else { return other }
    return clients[ObjectIdentifier(loop)] ?? other
  }

  func shutdown() async {
    for client in Array(clients.values) + [other] { try? await client.shutdown() }
  }
}
