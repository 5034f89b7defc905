import Foundation
public import GatewayConfiguration

/// Finds secrets where a configuration says they are. They are held in memory only, and no description shows them.
public struct SecretSource: Sendable {
  private let environment: [String: String]

  /// - Parameter environment: the process's own unless given.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// The secret's text, without the line break at a file's end; nil where there is none or it cannot be read.
  public func read(_ secret: UpstreamEntry.Secret) -> String? {
    switch secret {
    case .environment(let name):
      return environment[name].flatMap { $0.isEmpty ? nil : $0 }
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path), data.count <= 64 * 1024 else { return nil }
      let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
      return text.isEmpty ? nil : text
    }
  }
}
