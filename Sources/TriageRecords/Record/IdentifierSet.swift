/// The ids seen so far, as 64-bit hashes, and where each stood first.
///
/// 16 bytes an id and a half-empty table: some 40 bytes a record. Two of ten million different ids share a
/// hash with a probability of one in 370,000; the second would be called a duplicate.
struct IdentifierSet {
  private var places: [UInt64: UInt64] = [:]

  /// Adds an id; returns the place of its first appearance where it is not new.
  mutating func insert(_ id: String, at position: RecordPosition) -> RecordPosition? {
    let packed = UInt64(position.fileIndex) << 40 | UInt64(position.line) & 0xFF_FFFF_FFFF
    guard let first = places.updateValue(packed, forKey: ByteHash.hash(id)) else { return nil }
    places[ByteHash.hash(id)] = first
    return RecordPosition(fileIndex: Int(first >> 40), line: Int(first & 0xFF_FFFF_FFFF))
  }
}
