/// Why bytes are not a model file that this version can use.
public enum ModelError: Error, Equatable, Sendable {
  /// Shorter than its header, its section entries or its own stated length.
  case truncated(length: Int, expected: Int)
  /// Does not begin with the magic bytes.
  case notAModel
  /// Written with the other byte order.
  case wrongByteOrder
  /// Written by a newer version; `found` is its major version.
  case unsupportedVersion(found: Int, supported: Int)
  /// Its table belongs to another way to tell words and pairs apart; `found` is that feature version.
  case unsupportedFeatures(found: Int, supported: Int)
  /// The checksum does not match: the file was damaged or changed.
  case checksumMismatch
  /// A needed section is missing.
  case missingSection(String)
  /// A section's content cannot be right.
  case invalidSection(String, reason: String)
}

extension ModelError: CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .truncated(let length, let expected):
      length == 0
        ? "the file is empty, expected a Triage model file"
        : "the file has \(length) bytes, expected \(expected): "
          + (length < expected ? "it is cut short" : "something stands behind its end")
    case .notAModel: "not a Triage model file: it does not begin with the magic bytes"
    case .wrongByteOrder: "written on a big-endian machine, expected little-endian"
    case .unsupportedVersion(let found, let supported):
      "format version \(found), expected \(supported): use a newer Triage"
    case .unsupportedFeatures(let found, let supported):
      "features of version \(found), expected \(supported): "
        + (found < supported ? "train it again with this Triage" : "use a newer Triage")
    case .checksumMismatch: "the checksum does not match: the file is damaged"
    case .missingSection(let name): "section \(name) is missing"
    case .invalidSection(let name, let reason): "section \(name): \(reason)"
    }
  }
}
