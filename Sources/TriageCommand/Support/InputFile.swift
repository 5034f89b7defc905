#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads a whole small file.
enum InputFile {
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Failure(message: "\(path): no such file", code: Failure.missingInput)
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(message: "\(path): cannot be read", code: Failure.inputOutput)
    }
    return Array(data)
  }
}
