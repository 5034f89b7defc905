/// The ids seen so far, as 64-bit hashes, and where each stood first.
///
/// 17 to 34 bytes an id. Two of ten million different ids share a hash with a probability of one in 370,000; the
/// second would be called a duplicate.
struct IdentifierSet {
  private var index = HashIndex()
  /// Lines before each file, all files in one count.
  private var linesBefore: [Int] = []
  private var lastLine = 0

  /// Adds an id; returns the place of its first appearance where it is not new. Positions come in order.
  mutating func insert(_ id: String, at position: RecordPosition) -> RecordPosition? {
    insert(hash: ByteHash.hash(id), at: position)
  }

  /// To be called before many are inserted.
  mutating func fetch(_ hashes: [UInt64?]) { index.fetch(hashes.lazy.compactMap { $0 }) }

  /// The same by the id's hash.
  mutating func insert(hash: UInt64, at position: RecordPosition) -> RecordPosition? {
    while linesBefore.count <= position.fileIndex { linesBefore.append(lastLine) }
    lastLine = linesBefore[position.fileIndex] + position.line
    guard let first = index.first(hash, else: lastLine) else { return nil }
    let file = linesBefore.lastIndex { $0 < first } ?? 0
    return RecordPosition(fileIndex: file, line: first - linesBefore[file])
  }
}
