/// A prompt as a set: its *shingles*, the runs of three words (or six characters of a script without spaces)
/// that stand in it (Broder, "On the resemblance and containment of documents", 1997).
///
/// Three, not the usual five or more, because prompts are short: one typing error takes three shingles out of
/// a question of twenty words, and leaves a resemblance of 0.71 where runs of five would leave 0.52. Symbols
/// count for the identity only: without them the prompts of a bracket-closing task would all be the same.
struct PromptShingles {
  /// A prompt keeps this many shingles at most, those of the smallest hashes: the same choice in each prompt.
  static let limit = 512
  /// What a run's tokens must weigh together: a word weighs 2, a character 1.
  private static let runWeight = 6

  /// Hash of the token sequence, symbols included: equal for prompts that are equal after normalisation.
  private(set) var identity: UInt64 = 0
  /// Hashes of the shingles: distinct, rising.
  private(set) var hashes: [UInt32] = []
  private var sorted: [UInt32] = []
  private var tokens: [(hash: UInt64, weight: Int)] = []

  /// Takes in a prompt, in place of the one before. O(bytes + shingles · log shingles), buffers are reused.
  mutating func read(_ prompt: String) {
    var prompt = prompt
    tokens.removeAll(keepingCapacity: true)
    identity = prompt.withUTF8 { bytes in
      ByteKind.table.withUnsafeBufferPointer { kinds in
        var scanner = PromptScanner(bytes, kinds: kinds)
        var identity: UInt64 = 0
        while let token = scanner.next() {
          identity = ByteHash.hash(identity ^ scanner.hash, seed: 3)
          if token != .symbol { tokens.append((scanner.hash, token == .word ? 2 : 1)) }
        }
        return identity
      }
    }
    collect()
  }

  /// Sorts hashes, which are spread evenly: into buckets by their top seven bits, then by insertion.
  private mutating func sortHashes() {
    guard hashes.count < 1000 else { return hashes.sort() }
    var starts = InlineArray<129, Int>(repeating: 0)
    for hash in hashes { starts[Int(hash >> 25) + 1] += 1 }
    for bucket in 0..<128 { starts[bucket + 1] += starts[bucket] }
    sorted.removeAll(keepingCapacity: true)
    sorted.append(contentsOf: hashes)
    for hash in hashes {
      let bucket = Int(hash >> 25)
      sorted[starts[bucket]] = hash
      starts[bucket] += 1
    }
    for index in sorted.indices.dropFirst() {
      let hash = sorted[index]
      var place = index
      while place > 0, sorted[place - 1] > hash {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = hash
    }
    swap(&hashes, &sorted)
  }

  private mutating func collect() {
    hashes.removeAll(keepingCapacity: true)
    var start = 0
    var weight = 0
    for end in tokens.indices {
      weight += tokens[end].weight
      guard weight >= Self.runWeight else { continue }
      while weight - tokens[start].weight >= Self.runWeight {
        weight -= tokens[start].weight
        start += 1
      }
      var state: UInt64 = 0
      for index in start...end { state = ByteHash.hash(state ^ tokens[index].hash, seed: 4) }
      hashes.append(UInt32(truncatingIfNeeded: state >> 32))
    }
    sortHashes()
    var kept = 0
    for hash in hashes where kept == 0 || hashes[kept - 1] != hash {
      hashes[kept] = hash
      kept += 1
    }
    hashes.removeLast(hashes.count - min(kept, Self.limit))
  }
}
