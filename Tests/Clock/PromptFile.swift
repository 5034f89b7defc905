#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Prompts in memory: one block of bytes, and where each lies in it.
struct PromptFile {
  private let bytes: [UInt8]
  private let ranges: [Range<Int>]

  var count: Int { ranges.count }

  /// Nil where the file cannot be read or a length does not fit.
  init?(path: String) {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    var ranges: [Range<Int>] = []
    var place = 0
    while place < bytes.count {
      guard place + 4 <= bytes.count else { return nil }
      let length = (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      guard place + 4 + length <= bytes.count else { return nil }
      ranges.append(place + 4..<place + 4 + length)
      place += 4 + length
    }
    guard !ranges.isEmpty else { return nil }
    self.bytes = bytes
    self.ranges = ranges
  }

  /// Calls `body` with each prompt in turn.
  @inline(__always)
  func forEach(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { all in
      for range in ranges { body(UnsafeBufferPointer(rebasing: all[range])) }
    }
  }
}
