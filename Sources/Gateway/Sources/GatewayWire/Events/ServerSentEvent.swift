/// One event of a `text/event-stream`.
public struct ServerSentEvent: Sendable, Equatable {
  /// Its type; nil for the default one, `message`.
  public var event: String?
  /// Its data, lines joined by line breaks.
  public var data: String

  /// An event.
  public init(event: String? = nil, data: String) {
    self.event = event
    self.data = data
  }

  /// How it is sent: `event:` where it has a type, a `data:` line for each line, a blank line.
  public var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(data.utf8.count + 16)
    if let event {
      output.append(contentsOf: "event: ".utf8)
      output.append(contentsOf: event.utf8)
      output.append(0x0A)
    }
    for line in data.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      output.append(contentsOf: "data: ".utf8)
      output.append(contentsOf: line)
      output.append(0x0A)
    }
    output.append(0x0A)
    return output
  }
}
