import Crypto
import GatewayConfiguration

/// The callers' keys, as the hashes that a file holds: `name:sha256` a line.
///
/// A key is 32 random bytes, so a plain SHA-256 of it cannot be guessed; it is made by ``makeKey()`` and shown once.
public struct KeyRing: Sendable, CustomStringConvertible, CustomReflectable {
  /// Why a file of keys cannot be used.
  public struct Mistake: Error, CustomStringConvertible {
    /// One line: which line of the file, and what was expected.
    public var description: String
  }

  private var names: [String: String] = [:]

  /// How many keys there are, and nothing of them.
  public var description: String { "KeyRing of \(names.count)" }
  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// Reads the lines of a file; blank ones and those that begin with `#` say nothing.
  public init(_ text: String) throws(Mistake) {
    let lines = CallerKeys(text)
    if let bad = lines.badLines.first {
      throw Mistake(description: "line \(bad): expected name:sha256 with 64 hexadecimal digits")
    }
    for (name, hash) in lines.entries { names[hash] = name }
  }

  /// The name of the key's owner; nil for an unknown key. The time taken says nothing of the keys: what is looked up is a
  /// hash.
  public func name(of key: some StringProtocol) -> String? { names[KeyRing.hash(key)] }

  /// The key's hash as the file holds it.
  public static func hash(_ key: some StringProtocol) -> String {
    SHA256.hash(data: Array(key.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// A new key: `tg-` and 64 hexadecimal digits from the system's random numbers.
  public static func makeKey() -> String {
    "tg-"
      + SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
  }
}
