/// Reads a `text/event-stream` in pieces of any size, by the rules of the HTML standard (section 9.2.6).
///
/// Lines end with CR, LF or both; comments, `id` and `retry` are skipped; bytes that are not UTF-8 are repaired. It
/// holds one unfinished event at most.
public struct ServerSentEventParser: Sendable {
  private var line: [UInt8] = []
  private var event: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var skipsLineFeed = false
  private var isFirstLine = true

  /// A parser at the stream's start.
  public init() {}

  /// The events that these bytes complete. Linear.
  public mutating func feed(_ bytes: some Collection<UInt8>) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { feed($0, into: &events) }
    if isContiguous == nil { Array(bytes).withUnsafeBufferPointer { feed($0, into: &events) } }
    return events
  }

  /// The event that the stream's end leaves open.
  ///
  /// The standard drops it; upstreams that forget the last blank line are commoner than ones that are cut off in the
  /// middle of an event and still make sense, and those show when their data is read.
  public mutating func finish() -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    if !line.isEmpty { endLine(into: &events) }
    endLine(into: &events)
    return events
  }

  private mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, into events: inout [ServerSentEvent]) {
    var start = 0
    if skipsLineFeed, let first = bytes.first {
      skipsLineFeed = false
      if first == 0x0A { start = 1 }
    }
    var at = start
    while at < bytes.count {
      let byte = bytes[at]
      guard byte == 0x0A || byte == 0x0D else {
        at += 1
        continue
      }
      line.append(contentsOf: bytes[start..<at])
      endLine(into: &events)
      at += 1
      if byte == 0x0D {
        if at == bytes.count {
          skipsLineFeed = true
        } else if bytes[at] == 0x0A {
          at += 1
        }
      }
      start = at
    }
    line.append(contentsOf: bytes[start...])
  }

  private mutating func endLine(into events: inout [ServerSentEvent]) {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return dispatch(into: &events) }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value.removeFirst() }
    switch line[..<colon] {
    case let name where name.elementsEqual("data".utf8):
      if hasData { data.append(0x0A) }
      hasData = true
      data.append(contentsOf: value)
    case let name where name.elementsEqual("event".utf8):
      event = Array(value)
    default:
      return
    }
  }

  private mutating func dispatch(into events: inout [ServerSentEvent]) {
    if hasData {
      let name = event.isEmpty ? nil : String(decoding: event, as: UTF8.self)
      events.append(ServerSentEvent(event: name, data: String(decoding: data, as: UTF8.self)))
    }
    event.removeAll()
    data.removeAll(keepingCapacity: true)
    hasData = false
  }
}
