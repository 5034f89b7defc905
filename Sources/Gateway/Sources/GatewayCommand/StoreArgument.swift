import Foundation
import GatewayConfiguration

/// The traffic store that an argument means: a database, or a configuration file that names one.
enum StoreArgument {
  /// The store's path: the argument's own, or what the configuration says.
  static func path(of file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      Check.write("triage-gateway: cannot open \(file)")
      throw Exit.noInput
    }
    let head = try handle.read(upToCount: 16) ?? Data()
    try handle.close()
    // The first bytes of every SQLite database.
    if head.starts(with: "SQLite format 3".utf8) || head.isEmpty { return file }
    // Whether the router fits is no matter here.
    let (configuration, mistakes) = ConfigurationFile.read(file, routerTiers: { _ in nil })
    guard let configuration else { throw Check.report(mistakes, file) }
    guard let path = configuration.store.path else {
      Check.write("\(file): no store.path, so there is no traffic to read")
      throw Exit.badData
    }
    return path
  }
}
