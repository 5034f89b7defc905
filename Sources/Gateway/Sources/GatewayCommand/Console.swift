import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Results to standard output, everything else to standard error.
enum Console {
  /// Writes all of a text to standard output, or says why not and throws the code to exit with.
  static func write(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite($0) }
      if count < 0 {
        if errno == EINTR { continue }
        throw Exit.failed("standard output: \(String(cString: strerror(errno)))", Exit.inputOutput)
      }
      bytes = bytes.dropFirst(count)
    }
  }

  /// A line on standard output.
  static func print(_ line: String) throws { try write(line + "\n") }
}

/// write(2) by a name that does not hide behind ``Console/write(_:)``.
private func systemWrite(_ bytes: UnsafeRawBufferPointer) -> Int { write(1, bytes.baseAddress, bytes.count) }
