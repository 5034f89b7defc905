/// Some prompts as ``NearDuplicateFinder`` compares them: made on any thread, taken in by the finder in order.
package struct ShingleBlock: Sendable {
  /// Hash of each prompt's group, where it has one.
  private(set) var groups: [UInt64?] = []
  /// Hash of each prompt's token sequence.
  private(set) var identities: [UInt64] = []
  /// Where each prompt's shingles end in ``hashes``.
  private(set) var ends: [UInt32] = []
  /// Shingles, rising within a prompt.
  private(set) var hashes: [UInt32] = []
  private var reader = PromptShingles()
  private let looksForNear: Bool

  /// No prompts.
  ///
  /// - Parameter looksForNear: false leaves shingles out, and prompts are the same only where their bytes are.
  package init(lookingForNear looksForNear: Bool = true) { self.looksForNear = looksForNear }

  /// Prompts.
  package var count: Int { identities.count }

  /// Adds a prompt.
  package mutating func append(_ prompt: String, group: String?) {
    groups.append(group.map { ByteHash.hash($0) })
    if looksForNear {
      reader.read(prompt)
      identities.append(reader.identity)
      hashes.append(contentsOf: reader.hashes)
    } else {
      identities.append(ByteHash.hash(prompt))
    }
    ends.append(UInt32(hashes.count))
  }

  /// Empties it, and keeps the buffers.
  package mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    identities.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
  }

  /// One prompt's shingles.
  func shingles(_ index: Int) -> ArraySlice<UInt32> {
    hashes[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }
}
