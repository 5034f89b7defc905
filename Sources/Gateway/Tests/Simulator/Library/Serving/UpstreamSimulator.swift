import GatewayJSON
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An upstream that answers chat completions, completions and Anthropic's messages without a model: at once or late, in
/// full or broken, and counts what it did.
///
/// `POST …/chat/completions`, `…/completions`, `…/messages` answer; `GET /counts` shows ``Counts``, `POST /reset` empties
/// them, `GET /requests` shows the last requests as they came (``Behaviour/recorded``), `POST /release` lets held streams go
/// on (``Behaviour/hold``), `GET /health` is 200. One thread serves all connections unless told otherwise.
public final class UpstreamSimulator: Sendable {
  struct State {
    var behaviour: Behaviour
    var counts = Counts()
    var number = 0
    /// The last requests, at most ``Behaviour/recorded``.
    var requests: [JSON] = []
    /// Streams that wait to be released, by the order in which they were held.
    var held: [Int: EventLoopPromise<Void>] = [:]
    var holds = 0
    var channel: (any Channel)?
    var port = 0
  }

  let state: Mutex<State>
  private let group: MultiThreadedEventLoopGroup

  /// A simulator that does not listen yet.
  public init(_ behaviour: Behaviour = Behaviour(), threads: Int = 1) {
    state = Mutex(State(behaviour: behaviour))
    group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
  }

  /// What it has served so far; an answer that the other side has just read may not be counted yet.
  public var counts: Counts { state.withLock { $0.counts } }

  /// What it has served, every answer counted that the other side can have read: an answer is counted in the turn of the
  /// event loop that sends it, and those turns are waited for.
  public func settledCounts() async throws -> Counts {
    for loop in group.makeIterator() { try await loop.submit {}.get() }
    return counts
  }

  /// How it behaves from the next request on.
  public var behaviour: Behaviour {
    get { state.withLock { $0.behaviour } }
    set { state.withLock { $0.behaviour = newValue } }
  }

  /// The port it listens on; 0 before ``start(host:port:)``.
  public var port: Int { state.withLock { $0.port } }

  /// What a gateway's configuration takes: `http://127.0.0.1:PORT/v1`.
  public var url: String { "http://127.0.0.1:\(port)/v1" }

  /// Listens; port 0 takes a free one. Returns the port.
  @discardableResult
  public func start(host: String = "127.0.0.1", port: Int = 0) async throws -> Int {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            SimulatorHandler(simulator: self))
        }
      }
    let channel = try await bootstrap.bind(host: host, port: port).get()
    let bound = channel.localAddress?.port ?? 0
    state.withLock {
      $0.channel = channel
      $0.port = bound
    }
    return bound
  }

  /// Stops listening and drops every connection.
  public func stop() async throws {
    let channel = state.withLock { $0.channel }
    try await channel?.close()
    try await group.shutdownGracefully()
  }

  /// Waits until ``stop()`` is called.
  public func wait() async throws {
    try await state.withLock { $0.channel }?.closeFuture.get()
  }

  /// Forgets what was counted.
  public func reset() {
    state.withLock {
      $0.counts = Counts()
      $0.number = 0
      $0.requests = []
    }
  }

  /// Counts a request in: its number from 0, how to behave, and the fault of the dice.
  func admit(isStream: Bool, isArray: Bool) -> (number: Int, behaviour: Behaviour, fault: Fault?) {
    state.withLock { state in
      defer { state.number += 1 }
      state.counts.requests += 1
      if isStream { state.counts.streams += 1 }
      if isArray { state.counts.arrays += 1 }
      return (state.number, state.behaviour, state.behaviour.fault(of: state.number))
    }
  }

  func noteConnection() { state.withLock { $0.counts.connections += 1 } }

  /// Keeps a request, where asked to keep any: `{"path", "headers", "body"}`.
  func record(_ head: HTTPRequestHead, _ body: [UInt8]) {
    state.withLock { state in
      guard state.behaviour.recorded > 0 else { return }
      let headers = head.headers.map { JSON.Member($0.name.lowercased(), .string($0.value)) }
      let parsed = (try? JSON(parsing: body)) ?? .string(String(decoding: body, as: UTF8.self))
      state.requests.append(["path": .string(head.uri), "headers": .object(headers), "body": parsed])
      if state.requests.count > state.behaviour.recorded { state.requests.removeFirst() }
    }
  }

  /// The last requests, the oldest first.
  var requests: JSON { .array(state.withLock { $0.requests }) }

  func note(_ fault: Fault) { state.withLock { $0.counts.faults[fault.rawValue, default: 0] += 1 } }

  func noteRefused() { state.withLock { $0.counts.refused += 1 } }

  /// An answer has left, with its usage or without.
  func note(_ answer: SimulatedAnswer, model: String, isDelivered: Bool, hasUsage: Bool) {
    state.withLock { state in
      guard isDelivered else { return state.counts.undelivered += 1 }
      guard hasUsage else { return }
      state.counts.models[model, default: .init()].answers += max(1, answer.array.count)
      state.counts.models[model, default: .init()].input += answer.input
      state.counts.models[model, default: .init()].cachedInput += answer.cachedInput
      state.counts.models[model, default: .init()].output += answer.output
      state.counts.models[model, default: .init()].reasoning += answer.reasoning
    }
  }
}
