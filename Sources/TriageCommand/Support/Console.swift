#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Results to standard output, everything else to standard error.
enum Console {
  /// Whether standard error is a terminal: progress goes nowhere else.
  static let showsProgress = isatty(2) == 1

  /// Writes all the bytes, or fails with what the system says.
  static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) throws(Failure) {
    try write(bytes[...], to: descriptor)
  }

  /// Writes a part of an array, without a copy.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32 = 1) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let written = bytes.withUnsafeBytes {
        systemWrite(descriptor, $0.baseAddress, offset, bytes.count - offset)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw Failure(
          message: "standard \(descriptor == 2 ? "error" : "output"): \(systemMessage())",
          code: Failure.inputOutput)
      }
      offset += written
    }
  }

  static func print(_ line: String) throws(Failure) { try write(Array((line + "\n").utf8)) }

  /// A warning, on standard error.
  static func warn(_ line: String) { note("triage: warning: \(line)") }

  /// An error, on standard error.
  static func error(_ line: String) { note("triage: \(line)") }

  /// A step done, on standard error if that is a terminal.
  static func progress(_ line: String) {
    if showsProgress { note(line) }
  }

  /// A line on standard error.
  static func note(_ line: String) {
    _ = try? write(Array((line + "\n").utf8), to: 2)
  }

  static func systemMessage() -> String { String(cString: strerror(errno)) }
}

/// write(2) by a name that does not hide behind ``Console/write(_:to:)``.
private func systemWrite(
  _ descriptor: Int32, _ base: UnsafeRawPointer?, _ offset: Int, _ count: Int
) -> Int {
  guard let base else { return 0 }
  return write(descriptor, base + offset, count)
}
