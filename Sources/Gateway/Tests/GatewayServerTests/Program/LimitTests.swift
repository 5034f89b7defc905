import AsyncHTTPClient
import GatewayJSON
import GatewayServer
import GatewayTestSupport
import NIOCore
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("Limits on callers")
struct LimitTests {
  @Test("A body beyond the limit is 413, whether it says its length or not")
  func body() async throws {
    try await RunningGateway.with("limits: {body: 2048}") { gateway in
      let long = try await gateway.chat(String(repeating: "a", count: 4000))
      #expect(long.status == 413)
      #expect(long.json["error"]?["code"]?.stringValue == "request_too_large")
      var request = gateway.request(.POST, "/v1/chat/completions")
      let pieces = (0..<8).map { _ in ByteBuffer(repeating: 0x20, count: 1024) }
      request.body = .stream(AsyncPieces(pieces), length: .unknown)
      let chunked = try await gateway.client.execute(request, timeout: RunningGateway.patience)
      #expect(chunked.status.code == 413)
      #expect(try await gateway.chat().status == 200)
    }
  }

  @Test("An error tolerance that is no share is 400 and named, wherever it is given; one that is, is taken")
  func tolerance() async throws {
    try await RunningGateway.with { gateway in
      for (value, status) in [
        ("lots", 400), ("1.5", 400), ("-0.1", 400), ("nan", 400), ("0.2", 200), ("0", 200),
      ] {
        let header = try await gateway.chat(headers: [("x-triage-error-tolerance", value)])
        let body =
          #"{"model": "auto", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 9, "#
          + #""metadata": {"error_tolerance": "\#(value)"}}"#
        for path in ["/v1/chat/completions", "/v1/route", "/v1/messages"] {
          let reply = try await gateway.send(.POST, path, body: body)
          #expect(reply.status == status, "\(path) \(value)")
          if status == 400 {
            #expect(
              reply.json["error"]?["message"]?.stringValue?.contains("metadata.error_tolerance") == true)
          }
        }
        #expect(header.status == status)
        guard status == 400 else { continue }
        #expect(header.json["error"]?["type"]?.stringValue == "invalid_request_error")
        #expect(header.json["error"]?["param"]?.stringValue == "x-triage-error-tolerance")
      }
    }
  }

  @Test("A body that does not end in time is 408, gives back its place and closes its connection")
  func slowBody() async throws {
    try await RunningGateway.with("limits: {body_time: 1s, concurrency: 1}") { gateway in
      for path in ["/v1/chat/completions", "/v1/messages"] {
        var request = gateway.request(.POST, path)
        request.body = .stream(EndlessBlanks(), length: .unknown)
        let start = ContinuousClock.now
        let response = try await gateway.client.execute(request, timeout: RunningGateway.patience)
        #expect(response.status.code == 408)
        #expect(ContinuousClock.now - start >= .seconds(1))
        #expect(response.headers.first(name: "connection") == "close")
        let error = try JSON(parsing: Array((try await response.body.collect(upTo: 4096)).readableBytesView))
        #expect(error["error"]?["type"]?.stringValue == "invalid_request_error")
        // It had the only place.
        _ = try await eventually("its place") { try await gateway.chat().status == 200 ? true : nil }
      }
    }
  }

  @Test("Headers beyond the limit are 431, far beyond it the connection ends; neither does harm")
  func headers() async throws {
    try await RunningGateway.with("limits: {headers: 2048}") { gateway in
      let filler = String(repeating: "a", count: 3000)
      let long = try await gateway.chat(headers: [("x-filler", filler)])
      #expect(long.status == 431)
      #expect(long.json["error"]?["type"]?.stringValue == "invalid_request_error")
      let huge = try? await gateway.chat(headers: [("x-filler", String(repeating: "a", count: 600_000))])
      #expect(huge?.status ?? 400 >= 400)
      #expect(try await gateway.chat().status == 200)
    }
  }

  @Test("Beyond the rate a caller gets 429 with Retry-After")
  func rate() async throws {
    // One request, and the next a quarter of an hour later: no test is so slow.
    try await RunningGateway.with("limits: {rate: 0.001}") { gateway in
      #expect(try await gateway.get("/v1/models").status == 200)
      let refused = try await gateway.get("/v1/models")
      #expect(refused.status == 429)
      let wait = try #require(refused.headers.first(name: "retry-after").flatMap { Int($0) })
      #expect((500...1000).contains(wait))
      #expect(refused.json["error"]?["code"]?.stringValue == "rate_limit_exceeded")
      let metrics = try await gateway.get("/metrics").body
      #expect(metrics.contains(#"triage_refusals_total{code="rate_limit_exceeded"}"#))
    }
  }

  @Test("A stream holds its place until its end; beyond the places the answer is 503")
  func concurrency() async throws {
    var behaviour = Behaviour()
    behaviour.hold = 1
    try await RunningGateway.with("limits: {concurrency: 1}", behaviour: behaviour) { gateway in
      let body = RunningGateway.body("Tell me a long story about a river", isStream: true)
      let request = gateway.request(.POST, "/v1/chat/completions", body: body)
      let response = try await gateway.client.execute(request, timeout: RunningGateway.patience)
      var events = response.body.makeAsyncIterator()
      _ = try await events.next()
      let second = try await gateway.chat()
      #expect(second.status == 503)
      #expect(second.headers.first(name: "retry-after") == "1")
      #expect(try await gateway.get("/health").status == 200)
      gateway.simulator.release()
      while try await events.next() != nil {}
      _ = try await eventually("the place") { try await gateway.chat().status == 200 ? true : nil }
    }
  }

  @Test("What was asked with one key is judged with that key alone; with another it is unknown")
  func feedback() async throws {
    let (web, batch) = (KeyRing.makeKey(), KeyRing.makeKey())
    let keys = "web:\(KeyRing.hash(web))\r\nbatch:\(KeyRing.hash(batch))\r\n"
    try await RunningGateway.with(
      "callers: {keys: keys}\nstore: {path: t.db}", prepare: { try $0.write("keys", keys) }
    ) { gateway in
      let reply = try await gateway.chat(headers: [("authorization", "Bearer \(web)")])
      let id = try #require(reply.headers.first(name: "x-triage-decision-id"))
      for (key, status) in [(web, 200), (batch, 404)] {
        let judged = try await gateway.send(
          .POST, "/v1/feedback", headers: [("authorization", "Bearer \(key)")],
          body: #"{"id": "\#(id)", "score": 1}"#)
        #expect(judged.status == status)
      }
    }
  }

  @Test("Without a known key the answer is 401; the key may come as Anthropic's clients send it")
  func keys() async throws {
    let key = KeyRing.makeKey()
    try await RunningGateway.with(
      "callers: {keys: keys}", prepare: { try $0.write("keys", "# callers\nweb:\(KeyRing.hash(key))\n") }
    ) { gateway in
      #expect(try await gateway.chat().status == 401)
      let wrong = try await gateway.chat(headers: [("authorization", "Bearer tg-wrong")])
      #expect(wrong.status == 401)
      #expect(wrong.json["error"]?["code"]?.stringValue == "invalid_api_key")
      #expect(!wrong.body.contains("tg-wrong"))
      #expect(try await gateway.chat(headers: [("authorization", "Bearer \(key)")]).status == 200)
      #expect(try await gateway.chat(headers: [("x-api-key", key)]).status == 200)
      // What a browser sends along by itself opens no route that does something.
      let basic = ("authorization", "Basic " + base64("me:\(key)"))
      #expect(try await gateway.chat(headers: [basic]).status == 401)
      for path in ["/", "/status.json", "/metrics"] {
        let closed = try await gateway.get(path)
        #expect(closed.status == 401)
        #expect(closed.headers.first(name: "www-authenticate")?.hasPrefix("Basic ") == true)
        #expect(try await gateway.get(path, basic).status == 200)
        #expect(try await gateway.get(path, ("authorization", "Bearer \(key)")).status == 200)
        let other = ("authorization", "Basic " + base64("\(key):me"))
        #expect(try await gateway.get(path, other).status == 401)
      }
      for path in ["/health", "/ready"] { #expect(try await gateway.get(path).status == 200) }
    }
  }
}

/// A blank now and then, for ever.
struct EndlessBlanks: AsyncSequence, Sendable {
  struct AsyncIterator: AsyncIteratorProtocol {
    mutating func next() async throws -> ByteBuffer? {
      try await Task.sleep(for: .milliseconds(100))
      return ByteBuffer(string: " ")
    }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}

/// Buffers one after the other.
struct AsyncPieces: AsyncSequence, Sendable {
  var pieces: [ByteBuffer]
  init(_ pieces: [ByteBuffer]) { self.pieces = pieces }

  struct AsyncIterator: AsyncIteratorProtocol {
    var rest: ArraySlice<ByteBuffer>
    mutating func next() async throws -> ByteBuffer? { rest.popFirst() }
  }

  func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: pieces[...]) }
}
