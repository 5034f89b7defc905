import Foundation
public import GatewayConfiguration

/// Finds secrets where a configuration says they are. They are held in memory only, and no description shows them.
public struct SecretSource: Sendable, CustomStringConvertible, CustomReflectable {
  private let environment: [String: String]

  /// - Parameter environment: the process's own unless given.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// Says nothing of what it holds, also as a part of something that is printed: a library that logs a value with all its
  /// members would otherwise log the whole environment.
  public var description: String { "SecretSource" }
  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }

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
