/// Why a store could not be opened or asked, in one line.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, with the path.
  public let description: String

  /// An error with this line.
  public init(_ description: String) {
    self.description = String(description.map { $0.isNewline ? " " : $0 })
  }
}
