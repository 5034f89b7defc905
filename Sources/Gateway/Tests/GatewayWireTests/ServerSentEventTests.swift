import GatewayWire
import Testing

@Suite("Event streams")
struct ServerSentEventTests {
  static let stream = [
    "\u{FEFF}event: message_start\r\ndata: {\"a\":1}\r\n\r\n", ": comment\n\n", "data:x\rdata: y\rdata\r\r",
    "event: lost\n\n", "data: é😀 日\nid: 7\nretry: 10\n\n", "data\n\n", "data:\n\n", "event\ndata:  two\n\r\n",
    "unknown: field\ndata: a:b: c\n\n\n\n", "data: [DONE]",
  ].joined()
  static let events = [
    ServerSentEvent(event: "message_start", data: "{\"a\":1}"), ServerSentEvent(data: "x\ny\n"),
    ServerSentEvent(data: "é😀 日"), ServerSentEvent(data: ""), ServerSentEvent(data: ""),
    ServerSentEvent(data: " two"), ServerSentEvent(data: "a:b: c"), ServerSentEvent(data: "[DONE]"),
  ]

  private func read(_ pieces: [ArraySlice<UInt8>]) -> [ServerSentEvent] {
    var parser = ServerSentEventParser()
    return pieces.flatMap { parser.feed($0) } + parser.finish()
  }

  @Test("A stream split at any byte gives the same events")
  func splits() {
    let bytes = Array(ServerSentEventTests.stream.utf8)
    #expect(read([bytes[...]]) == ServerSentEventTests.events)
    for cut in 0...bytes.count {
      #expect(read([bytes[..<cut], bytes[cut...]]) == ServerSentEventTests.events, "cut at \(cut)")
    }
    #expect(read(bytes.indices.map { bytes[$0...$0] }) == ServerSentEventTests.events)
    var parser = ServerSentEventParser()
    #expect(parser.feed(ServerSentEventTests.stream.utf8.reversed().reversed() as [UInt8]).count == 7)
  }

  @Test(
    "Random pieces of random streams give what the stream gives at once, and what a plain reading by lines gives"
  )
  func randomStreams() {
    var random = Seeded(4)
    let parts = ["data", ":", " ", "\n", "\r", "\r\n", "\n\n", "event", "x", "é", "id", "data: a\n"]
    for _ in 0..<3000 {
      let text = (0..<random.below(30)).map { _ in parts[random.below(parts.count)] }.joined()
      let bytes = Array(text.utf8)
      var pieces: [ArraySlice<UInt8>] = []
      var at = 0
      while at < bytes.count {
        let end = min(bytes.count, at + 1 + random.below(5))
        pieces.append(bytes[at..<end])
        at = end
      }
      #expect(read(pieces) == plain(text))
    }
  }

  /// The standard's steps, one after the other, on scalars.
  private func plain(_ text: String) -> [ServerSentEvent] {
    var scalars = Array(text.unicodeScalars)
    scalars = scalars.enumerated().filter { $1 != "\n" || $0 == 0 || scalars[$0 - 1] != "\r" }.map(\.element)
    let lines = scalars.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" }
    var events: [ServerSentEvent] = []
    var (event, data): (String?, [String]) = (nil, [])
    for line in lines + [[]] {
      let line = line.map { String($0) }
      if line.isEmpty {
        if !data.isEmpty { events.append(ServerSentEvent(event: event, data: data.joined(separator: "\n"))) }
        (event, data) = (nil, [])
        continue
      }
      let name = line.prefix { $0 != ":" }.joined()
      var value = Array(line.drop { $0 != ":" }.dropFirst())
      if value.first == " " { value.removeFirst() }
      if name == "data" { data.append(value.joined()) }
      if name == "event" { event = value.isEmpty ? nil : value.joined() }
    }
    return events
  }

  @Test("What is written is read back")
  func roundTrips() {
    for event in ServerSentEventTests.events + [ServerSentEvent(event: "error", data: "a\n\nb")] {
      var parser = ServerSentEventParser()
      #expect(parser.feed(event.bytes) == [event])
      #expect(parser.finish().isEmpty)
    }
    #expect(String(decoding: ServerSentEvent(data: "{}").bytes, as: UTF8.self) == "data: {}\n\n")
  }
}
