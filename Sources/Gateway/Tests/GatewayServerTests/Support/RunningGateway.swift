import AsyncHTTPClient
import Foundation
import GatewayJSON
import GatewayTestSupport
import NIOCore
import NIOHTTP1
import Testing
import UpstreamSimulator

/// A gateway process in front of a simulated upstream, both gone at the end of ``with(_:options:_:)``.
struct RunningGateway: Sendable {
  let folder: Folder
  let program: Program
  let port: Int
  let simulator: UpstreamSimulator
  var scheme = "http"
  var client = RunningGateway.plain

  /// For all tests, never shut down. Without a read timeout: with one, async-http-client 1.37 stops the process where a
  /// server closes a connection while a request without a body is written to it.
  static let plain: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.timeout = .init(connect: .seconds(60))
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// How long an answer may take: it only ends a wait that would never end.
  static let patience = TimeAmount.seconds(120)

  /// A reply, read to its end.
  struct Reply: Sendable {
    var status: Int
    var headers: HTTPHeaders
    var body: String
    var json: JSON { (try? JSON(parsing: Array(body.utf8))) ?? .null }
  }

  /// The file's text: two tiers over the simulator.
  static func file(_ simulator: UpstreamSimulator, small: String = "small-1", more: String = "") -> String {
    """
    listen: 127.0.0.1:0
    upstreams:
      sim:
        url: "\(simulator.url)"
        key: "env:SIM_KEY"
        # On a busy machine nothing is given up or forgotten that a test waits for.
        timeouts: {connect: 10m, first_byte: 10m, total: 10m}
        breaker: {window: 10m}
    models:
      small: {upstream: sim, version: \(small), price: {input: 0.15, output: 0.60}}
      large: {upstream: sim, version: large-1, price: {input: 2.5, output: 10}}
    tiers: [small, large]
    \(more)
    """
  }

  /// The key of the simulated upstream, which no log may show.
  static let upstreamKey = "sk-upstream-3f9a1c77"

  /// Starts both, runs the body, stops both.
  ///
  /// - Parameter prepare: puts further files into the folder before the start.
  static func with(
    _ more: String = "", behaviour: Behaviour = Behaviour(), isTLS: Bool = false,
    prepare: (Folder) throws -> Void = { _ in }, _ body: (RunningGateway) async throws -> Void
  ) async throws {
    let simulator = UpstreamSimulator(behaviour)
    try await simulator.start()
    let folder = Folder()
    try prepare(folder)
    try folder.write("g.yaml", file(simulator, more: more))
    let program = try Program(
      ["serve", folder.file("g.yaml")], in: folder, environment: ["SIM_KEY": upstreamKey])
    do {
      let port = try await eventually("the port") { announcedPort(in: folder.read("err")) }
      var gateway = RunningGateway(folder: folder, program: program, port: port, simulator: simulator)
      if isTLS { gateway.scheme = "https" }
      try await body(gateway)
    } catch {
      program.signal(SIGKILL)
      _ = await program.wait()
      try? await simulator.stop()
      throw error
    }
    program.signal(SIGKILL)
    _ = await program.wait()
    try await simulator.stop()
  }

  static func announcedPort(in text: String) -> Int? {
    guard let range = text.range(of: "listening on 127.0.0.1:") else { return nil }
    return Int(text[range.upperBound...].prefix { $0.isNumber })
  }

  var url: String { "\(scheme)://localhost:\(port)" }

  func request(
    _ method: HTTPMethod, _ path: String, headers: [(String, String)] = [], body: String? = nil
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url + path)
    request.method = method
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body {
      request.headers.replaceOrAdd(name: "content-type", value: "application/json")
      request.body = .bytes(Array(body.utf8))
    }
    return request
  }

  func send(
    _ method: HTTPMethod, _ path: String, headers: [(String, String)] = [], body: String? = nil
  ) async throws -> Reply {
    let request = request(method, path, headers: headers, body: body)
    let response = try await client.execute(request, timeout: RunningGateway.patience)
    let bytes = try await response.body.collect(upTo: 1 << 24)
    return Reply(
      status: Int(response.status.code), headers: response.headers, body: String(buffer: bytes))
  }

  func get(_ path: String, _ headers: (String, String)...) async throws -> Reply {
    try await send(.GET, path, headers: headers)
  }

  /// One chat request.
  func chat(
    _ prompt: String = "Hello", model: String = "auto", isStream: Bool = false,
    headers: [(String, String)] = []
  ) async throws -> Reply {
    try await send(
      .POST, "/v1/chat/completions", headers: headers,
      body: RunningGateway.body(prompt, model: model, isStream: isStream))
  }

  static func body(_ prompt: String, model: String = "auto", isStream: Bool = false) -> String {
    let message = JSON.object([.init("role", .string("user")), .init("content", .string(prompt))])
    return JSON.object([
      .init("model", .string(model)), .init("messages", .array([message])), .init("stream", .bool(isStream)),
    ]).text
  }

  /// Replaces the configuration file.
  func rewrite(small: String = "small-1", _ more: String = "") throws {
    try folder.write("g.yaml", RunningGateway.file(simulator, small: small, more: more))
  }
}
