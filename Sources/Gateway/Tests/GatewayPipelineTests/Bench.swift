import Foundation
import GatewayAccounts
import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
@testable import GatewayServer
import GatewayStore
import GatewayWire
import Logging
import Synchronization
import UpstreamSimulator

/// A gateway over two simulated upstreams, one a tier, with a store in a folder of its own.
final class Bench: Sendable {
  static let router = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../models/default.triage").standardized.path

  let low = UpstreamSimulator()
  let high = UpstreamSimulator()
  let folder: URL
  let gateway: Gateway
  let store: TrafficStore
  private let loader: SnapshotLoader

  /// On a busy machine nothing is given up that a test waits for.
  static let patient = ", timeouts: {connect: 10m, first_byte: 10m, total: 10m}"

  /// Starts everything. `more` is added to the file; `{low}` upstream options go to `low`, with their own timeouts or
  /// with none that matter. With a window, the low model's requests wait for so many of each other and share calls;
  /// `small` is added to the low model's entry.
  init(
    low lowOptions: String = "", high highOptions: String = "", tiers: String? = nil, more: String = "",
    window: Int? = nil, small: String = "", log: Logger? = nil
  ) async throws {
    let lowURL = "http://127.0.0.1:\(try await low.start())/v1"
    let highURL = "http://127.0.0.1:\(try await high.start())/v1"
    let lowMore = lowOptions.contains("timeouts:") ? "" : Bench.patient
    folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = """
      router: \(Bench.router)
      upstreams:
        low: {url: "\(lowURL)"\(lowOptions)\(lowMore)}
        high: {url: "\(highURL)"\(highOptions)\(Bench.patient)}
      models:
        small: {upstream: low, version: small-1, price: {input: 0.15, cached_input: 0.075, output: 0.60}\(small)}
        large: {upstream: high, version: large-1, price: {input: 2.50, cached_input: 1.25, output: 10}}
      tiers: \(tiers ?? "[{name: basic, models: [small]}, {name: strong, models: [large]}]")
      store: {path: traffic.db, content: features}
      \(more)
      """
    let path = folder.appending(path: "gateway.yaml")
    try file.write(to: path, atomically: true, encoding: .utf8)
    loader = SnapshotLoader(path: path.path)
    let snapshot = try loader.load().snapshot.waiting(for: window)
    store = try TrafficStore(path: folder.appending(path: "traffic.db").path)
    let logger = log ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    gateway = Gateway(snapshot, store: store, telemetry: Telemetry(), logger: logger)
  }

  /// Stops everything and removes the folder.
  func stop() async throws {
    store.close()
    await loader.shutdown()
    try await low.stop()
    try await high.stop()
    try FileManager.default.removeItem(at: folder)
  }

  /// Asks for an answer to one message.
  func ask(
    _ prompt: String, model: String = "basic", stream: Bool = false, context: CallerContext = CallerContext(),
    more: [JSON.Member] = []
  ) async -> Reply {
    let body = JSON.object(
      [
        .init("model", .string(model)), .init("stream", .bool(stream)),
        .init("messages", [["role": "user", "content": .string(prompt)]]),
      ] + more)
    return await gateway.answer(IncomingRequest(endpoint: .chat, body: body.bytes, context: context))
  }

  /// The record of a reply.
  func record(of reply: Reply) async throws -> RequestRecord? {
    await store.flush()
    guard let id = reply.header("x-triage-decision-id") else { return nil }
    return try store.reader.record(id: id)
  }
}

extension Reply {
  /// A header's value.
  func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The body of a whole reply.
  var json: JSON? {
    guard case .whole(let bytes) = body else { return nil }
    return try? JSON(parsing: bytes)
  }

  /// The answer's text of a whole reply.
  var text: String? { json?["choices"]?[0]?["message"]?["content"]?.stringValue }

  /// Runs a stream to its end, or until the caller leaves after so many events; what was sent.
  func events(leaveAfter: Int = .max) async -> [String] {
    guard case .events(let stream) = body else { return [] }
    let sent = Sent()
    await stream.run { bytes in
      guard sent.count < leaveAfter else { throw CancellationError() }
      sent.add(String(decoding: bytes, as: UTF8.self))
    }
    return sent.all
  }
}

/// What a stream has sent.
final class Sent: Sendable {
  private let events = Mutex<[String]>([])
  var count: Int { events.withLock { $0.count } }
  var all: [String] { events.withLock { $0 } }
  func add(_ event: String) { events.withLock { $0.append(event) } }
}
