/// Names that come again and again (models, domains, users), each kept as one string and numbered by first
/// appearance, so that a million records share them.
struct NameTable {
  private(set) var names: [String] = []
  private var numbers: [UInt64: Int] = [:]
  private let limit: Int

  /// - Parameter limit: names beyond this many are not kept, and get no number.
  init(limit: Int = .max) { self.limit = limit }

  /// The number of a name, given now where it is new; nil where the table is full.
  ///
  /// - Parameter guess: the number it probably has, which is looked at before anything is hashed: records name the same
  ///   models in the same order.
  mutating func number(of bytes: UnsafeBufferPointer<UInt8>, guess: Int = .max) -> Int? {
    if guess < names.count, Self.equal(names[guess], bytes) { return guess }
    var hash = ByteHash.hash(bytes)
    // A different name under the same hash: try the next one.
    while let number = numbers[hash] {
      if Self.equal(names[number], bytes) { return number }
      hash &+= 1
    }
    guard names.count < limit else { return nil }
    numbers[hash] = names.count
    names.append(String(decoding: bytes, as: UTF8.self))
    return names.count - 1
  }

  private static func equal(_ name: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // As a buffer: through the string's own view each byte is a call.
    name.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? name.utf8.elementsEqual(bytes)
  }

  /// The one string for these bytes.
  mutating func name(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    // 15 bytes fit into a string itself.
    guard bytes.count > 15, bytes.count <= 256, let number = number(of: bytes) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    return names[number]
  }
}
