import CSimdjson

/// Some neighbouring lines of one file, copied out of the reader's buffer so that another thread can parse them.
struct CopiedLines {
  /// A block is closed when its lines have this many bytes. The blocks are cut by the files' content alone.
  static let size = 256 << 10
  /// A block with a line beyond this is parsed alone: a parser's memory is some fourteen times its longest line.
  static let large = 1 << 20

  struct Line {
    var number: Int
    var start: Int
    /// -1 where the line was too long.
    var count: Int
  }

  private(set) var lines: [Line] = []
  private var bytes: [UInt8] = []

  var byteCount: Int { bytes.count }
  var isFull: Bool { bytes.count >= Self.size }

  mutating func clear() {
    lines.removeAll(keepingCapacity: true)
    if bytes.capacity > Self.large { bytes = [] } else { bytes.removeAll(keepingCapacity: true) }
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, number: Int) {
    lines.append(Line(number: number, start: bytes.count, count: text.count))
    bytes.append(contentsOf: text)
  }

  mutating func appendTooLong(number: Int) { lines.append(Line(number: number, start: 0, count: -1)) }

  /// Makes the bytes behind the last line readable, as the parser wants them.
  mutating func close() { bytes.append(contentsOf: repeatElement(0, count: triage_json_padding())) }

  /// Calls `body` with each line; nil stands for one that was too long.
  func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>?) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      for line in lines {
        body(
          line.number,
          line.count < 0 ? nil : UnsafeBufferPointer(rebasing: bytes[line.start..<line.start + line.count]))
      }
    }
  }
}
