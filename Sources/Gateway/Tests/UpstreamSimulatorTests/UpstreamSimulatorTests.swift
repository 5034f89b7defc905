import AsyncHTTPClient
import GatewayJSON
import GatewayMoney
import GatewayTestSupport
import GatewayWire
import NIOCore
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("The simulated upstream")
struct UpstreamSimulatorTests {
  static let prompt = "How many roads?"
  static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: .init(timeout: .init(connect: .seconds(60), read: .seconds(60))))
  /// For what never comes. A deadline ends with the head of an answer: what stalls in its body is given up by the read timeout.
  static let impatient = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: .init(timeout: .init(connect: .seconds(60), read: .seconds(1))))

  /// Runs `body` with a simulator that listens.
  func with(
    _ behaviour: Behaviour = Behaviour(), _ body: (UpstreamSimulator) async throws -> Void
  ) async throws {
    let simulator = UpstreamSimulator(behaviour)
    try await simulator.start()
    do {
      try await body(simulator)
    } catch {
      try await simulator.stop()
      throw error
    }
    try await simulator.stop()
  }

  /// Status and body of a chat request.
  func ask(
    _ simulator: UpstreamSimulator, _ more: JSON = [:], simulate: String? = nil, dialect: Dialect = .openai,
    client: HTTPClient = client
  ) async throws -> (status: Int, body: [UInt8]) {
    var body: JSON = [
      "model": "small", "messages": [["role": "user", "content": .string(Self.prompt)]], "max_tokens": 100,
    ]
    for member in more.objectValue ?? [] { body[member.name] = member.value }
    var request = HTTPClientRequest(url: simulator.url + dialect.path(for: .chat))
    request.method = .POST
    if let simulate { request.headers.add(name: "x-simulate", value: simulate) }
    request.body = .bytes(ByteBuffer(bytes: body.bytes))
    let response = try await client.execute(request, timeout: .seconds(60))
    let bytes = try await response.body.collect(upTo: 1 << 20)
    return (Int(response.status.code), [UInt8](buffer: bytes))
  }

  @Test("answers with the prompt's hash and usage, and counts exactly what it reported")
  func answers() async throws {
    try await with { simulator in
      for _ in 0..<3 {
        let (status, body) = try await ask(simulator)
        #expect(status == 200)
        let json = try JSON(parsing: body)
        let text = json["choices"]?[0]?["message"]?["content"]?.stringValue ?? ""
        #expect(text.hasPrefix("answer " + SimulatedAnswer.hash(Self.prompt)))
        // 15 bytes: 4 tokens, and 8 + 15 for the answer.
        #expect(json["usage"]?["prompt_tokens"]?.intValue == 4)
        #expect(json["usage"]?["completion_tokens"]?.intValue == 23)
      }
      let counts = try await simulator.settledCounts()
      #expect(counts.requests == 3)
      #expect(counts.models["small"]?.answers == 3)
      #expect(counts.reported.input == 12)
      #expect(counts.reported.output == 69)
    }
  }

  @Test("FNV-1a as its authors' test vectors have it")
  func hash() {
    #expect(SimulatedAnswer.hash("") == "cbf29ce484222325")
    #expect(SimulatedAnswer.hash("foobar") == "85944171f73967e8")
  }

  @Test("streams both dialects so that the gateway's reader gets the same answer")
  func streams() async throws {
    try await with { simulator in
      for dialect in [Dialect.openai, .anthropic] {
        let more: JSON = ["stream": true, "stream_options": ["include_usage": true]]
        let (status, body) = try await ask(simulator, more, dialect: dialect)
        #expect(status == 200)
        let chat = try ChatRequest(
          .chat, body: [UInt8](#"{"model":"a","messages":[{"role":"user","content":"x"}]}"#.utf8))
        var parser = ServerSentEventParser()
        var reader = dialect.streamReader(for: chat)
        for event in parser.feed(body) + parser.finish() { _ = try reader.read(event) }
        #expect(reader.isDone)
        #expect(reader.answer.text.hasPrefix("answer " + SimulatedAnswer.hash(Self.prompt)))
        #expect(reader.answer.usage?.input == 4)
        #expect(reader.answer.usage?.output == 23)
      }
      #expect(try await simulator.settledCounts().reported.answers == 2)
    }
  }

  @Test("calls the tool that is offered, with arguments of its schema")
  func tools() async throws {
    let parameters: JSON = [
      "type": "object", "properties": ["city": ["type": "string"], "days": ["type": "integer"]],
    ]
    try await with { simulator in
      let more: JSON = [
        "tools": [["type": "function", "function": ["name": "weather", "parameters": parameters]]]
      ]
      let json = try JSON(parsing: try await ask(simulator, more).body)
      let call = json["choices"]?[0]?["message"]?["tool_calls"]?[0]?["function"]
      #expect(call?["name"]?.stringValue == "weather")
      #expect(call?["arguments"]?.stringValue == #"{"city":"text","days":1}"#)
      #expect(json["choices"]?[0]?["finish_reason"]?.stringValue == "tool_calls")
    }
  }

  @Test("answers by a JSON schema, references resolved")
  func schemas() async throws {
    let schema: JSON = [
      "$defs": ["colour": ["enum": ["red", "green"]]], "type": "object",
      "properties": [
        "colour": ["$ref": "#/$defs/colour"], "sizes": ["type": "array", "items": ["type": "number"]],
      ],
    ]
    try await with { simulator in
      let more: JSON = ["response_format": ["type": "json_schema", "json_schema": ["schema": schema]]]
      let json = try JSON(parsing: try await ask(simulator, more).body)
      let text = json["choices"]?[0]?["message"]?["content"]?.stringValue
      #expect(text == #"{"colour":"red","sizes":[1.5]}"#)
    }
  }

  @Test("refuses with a status", arguments: [("limit", 429), ("error", 500)])
  func statuses(kind: String, status: Int) async throws {
    try await with { simulator in
      let answer = try await ask(simulator, simulate: kind)
      #expect(answer.status == status)
      #expect(try JSON(parsing: answer.body)["error"]?["message"]?.stringValue != nil)
      let counts = try await simulator.settledCounts()
      #expect(counts.reported.answers == 0)
      #expect(counts.faults == [kind: 1])
    }
  }

  @Test("breaks off, plain and streamed, and reports nothing", arguments: ["cut", "reset", "hang", "stall"])
  func breaks(kind: String) async throws {
    let client = ["hang", "stall"].contains(kind) ? Self.impatient : Self.client
    try await with { simulator in
      for isStream in [false, true] {
        await #expect(throws: (any Error).self) {
          _ = try await ask(simulator, ["stream": .bool(isStream)], simulate: kind, client: client)
        }
      }
      // A request that was given up may still be on its way there.
      _ = try await eventually("both requests") { simulator.counts.faults == [kind: 2] ? true : nil }
      #expect(try await simulator.settledCounts().reported.answers == 0)
    }
  }

  @Test("holds a stream until it is released, or until its connection ends")
  func holds() async throws {
    try await with { simulator in
      func begin() async throws -> HTTPClientResponse.Body.AsyncIterator {
        let message: JSON = ["role": "user", "content": "Wait. [[hold:2]]"]
        let body: JSON = ["model": "small", "stream": true, "messages": [message]]
        var request = HTTPClientRequest(url: simulator.url + Dialect.openai.path(for: .chat))
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        return try await Self.client.execute(request, timeout: .seconds(60)).body.makeAsyncIterator()
      }
      func events(_ text: String) -> Int { text.split(separator: "data: ").count }
      var body = try await begin()
      var text = ""
      while events(text) < 2, let piece = try await body.next() { text += String(buffer: piece) }
      #expect(events(text) == 2)
      simulator.release()
      while let piece = try await body.next() { text += String(buffer: piece) }
      #expect(text.hasSuffix("data: [DONE]\n\n"))
      #expect(simulator.counts.undelivered == 0)
      // Let go of at once, which closes its connection.
      _ = try await begin()
      _ = try await eventually("the end of the second") { simulator.counts.undelivered == 1 ? true : nil }
    }
  }

  @Test("answers with what is no JSON, and with nothing")
  func nonsense() async throws {
    try await with { simulator in
      let broken = try await ask(simulator, simulate: "broken")
      #expect(broken.status == 200)
      #expect(throws: JSONError.self) { try JSON(parsing: broken.body) }
      let empty = try JSON(parsing: try await ask(simulator, simulate: "wrong").body)
      #expect(empty["choices"]?[0]?["message"]?["content"]?.stringValue == "")
    }
  }

  @Test("plays each fault in about its share, the same ones for the same seed")
  func shares() async throws {
    var behaviour = Behaviour()
    behaviour.shares = [.error: 0.25, .wrong: 0.25]
    var runs: [[String: Int]] = []
    for _ in 0..<2 {
      try await with(behaviour) { simulator in
        for _ in 0..<200 { _ = try await ask(simulator) }
        runs.append(simulator.counts.faults)
      }
    }
    #expect(runs[0] == runs[1])
    // Four standard deviations of a binomial with n = 200 and p = 1/4 are 24.5.
    #expect((26...74).contains(runs[0]["error"] ?? 0))
    #expect((26...74).contains(runs[0]["wrong"] ?? 0))
  }
}
