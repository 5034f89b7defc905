import Foundation
import GatewayJSON

/// Writes one line a question, as soon as it is answered.
final class Recorder {
  private let file: FileHandle
  private var buffer: [UInt8] = []

  init(path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown) }
    self.file = file
  }

  func write(_ line: JSON) {
    line.write(to: &buffer)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 16 { flush() }
  }

  func flush() {
    file.write(Data(buffer))
    buffer.removeAll(keepingCapacity: true)
  }
}
