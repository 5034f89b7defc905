import Dispatch

/// (shingle hash, sketch) pairs, brought together by hash: who shares one of their smallest hashes.
///
/// Kept by the top six bits of the hash, each part then sorted by radix, a few parts at a time.
struct CandidateKeys {
  private static let partBits = 6
  /// Parts sorted side by side.
  private static let atOnce = 8
  private var parts = [[UInt64]](repeating: [], count: 1 << partBits)

  /// Adds a sketch's smallest hashes; sketches come by rising number.
  mutating func append(_ hashes: some Collection<UInt32>, of sketch: Int) {
    for hash in hashes {
      parts[Int(hash >> (32 - UInt32(Self.partBits)))].append(UInt64(hash) << 32 | UInt64(sketch))
    }
  }

  /// Calls `body` with each pair of sketches that share a hash, by rising hash, and again for each hash they share.
  consuming func forEachPair(_ body: (Int, Int) -> Void) {
    forEachRun { run in
      for i in run.indices {
        for j in (i + 1)..<max(run.endIndex, i + 1) {
          body(Int(run[i] & 0xFFFF_FFFF), Int(run[j] & 0xFFFF_FFFF))
        }
      }
    }
  }

  /// Calls `body` with the sketches of each hash, in their order, each in the lower half of a number; by rising hash.
  consuming func forEachRun(_ body: (ArraySlice<UInt64>) -> Void) {
    for start in stride(from: 0, to: parts.count, by: Self.atOnce) {
      let sorter = PartSorter(Array(parts[start..<start + Self.atOnce]))
      for index in start..<start + Self.atOnce { parts[index] = [] }
      DispatchQueue.concurrentPerform(iterations: Self.atOnce) { sorter.sort($0) }
      for part in sorter.parts { Self.runs(part, body) }
    }
  }

  private static func runs(_ entries: [UInt64], _ body: (ArraySlice<UInt64>) -> Void) {
    var start = 0
    for end in 1..<max(entries.count + 1, 1) {
      if end < entries.count, entries[end] >> 32 == entries[start] >> 32 { continue }
      body(entries[start..<min(end, entries.count)])
      start = end
    }
  }
}

/// Sorts a few parts, a thread each.
private final class PartSorter: @unchecked Sendable {
  // Each of the `count` arrays is touched by one thread.
  private let base: UnsafeMutablePointer<[UInt64]>
  private let count: Int

  var parts: [[UInt64]] { Array(UnsafeBufferPointer(start: base, count: count)) }

  init(_ parts: [[UInt64]]) {
    base = .allocate(capacity: parts.count)
    base.initialize(from: parts, count: parts.count)
    count = parts.count
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// Sorts one part by the upper 32 bits, keeping the order of equals, in four rounds of eight bits.
  func sort(_ index: Int) {
    var entries = base[index]
    base[index] = []
    var other = entries
    for shift in stride(from: UInt64(32), to: 64, by: 8) {
      var starts = [Int](repeating: 0, count: 257)
      for entry in entries { starts[Int(entry >> shift & 255) + 1] += 1 }
      for digit in 0..<256 { starts[digit + 1] += starts[digit] }
      for entry in entries {
        let digit = Int(entry >> shift & 255)
        other[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&entries, &other)
    }
    base[index] = entries
  }
}
