/// Why a store could not be opened or asked, in one line.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Whose fault it is: a program that ends with an error says so by its exit code.
  public enum Kind: Sendable {
    /// What is in the file: it is damaged, or no traffic store.
    case data
    /// The system's, or another process's: no such file, no permission, no room, a lock.
    case inputOutput
  }

  /// What is wrong, with the path.
  public let description: String
  /// Whose fault it is.
  public let kind: Kind

  /// An error with this line.
  public init(_ description: String, _ kind: Kind = .inputOutput) {
    self.description = String(description.map { $0.isNewline ? " " : $0 })
    self.kind = kind
  }
}
