import ArgumentParser
import Foundation
import GatewayConfiguration
import GatewayStore

/// The traffic store that an argument means: a database, or a configuration file that names one.
enum StoreArgument {
  /// Opens the store; whatever is in the way becomes one line and a documented exit code.
  static func reader(of file: String) throws -> TrafficReader {
    let path = try path(of: file)
    // The configuration may name a store that is not there yet, or cannot be read.
    _ = try head(of: path)
    do {
      return try TrafficReader(path: path)
    } catch {
      throw Exit.failed(error)
    }
  }

  /// The store's path: the argument's own, or what the configuration says.
  private static func path(of file: String) throws -> String {
    let head = try head(of: file)
    // The first bytes of every SQLite database.
    if head.starts(with: "SQLite format 3".utf8) || head.isEmpty { return file }
    // Whether the router fits is no matter here.
    let (configuration, mistakes) = ConfigurationFile.read(file, routerTiers: { _ in nil })
    guard let configuration else { throw Check.report(mistakes, file) }
    guard let path = configuration.store.path else {
      throw Exit.failed("\(file): no store.path, so there is no traffic to read", Exit.badData)
    }
    return path
  }

  /// A file's first bytes.
  private static func head(of path: String) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    let count = descriptor < 0 ? -1 : read(descriptor, &bytes, bytes.count)
    let reason = errno
    if descriptor >= 0 { close(descriptor) }
    guard count >= 0 else {
      let isMissing = reason == ENOENT || reason == ENOTDIR
      throw Exit.failed(
        "\(path): \(isMissing ? "no such file" : "cannot be read: \(String(cString: strerror(reason)))")",
        isMissing ? Exit.noInput : Exit.inputOutput)
    }
    return Array(bytes[..<count])
  }
}
