/// In how many prompts each shingle stands, from above: never less than the truth, seldom more.
///
/// One row of a count-min sketch (Cormode and Muthukrishnan, 2005), a byte a counter, saturating at 255. The
/// table doubles, each half a copy, before it holds half as many entries as counters; what it says too much is
/// then about 1 on average. From ``widest`` on it grows no more: beyond some 400 million shingles the excess
/// passes for boilerplate, and near-duplicates are missed. Memory: 2 to 4 bytes a shingle that few prompts share.
struct ShingleCounter {
  private static let widest = 1 << 28
  private var counts = [UInt8](repeating: 0, count: 1 << 16)
  /// Additions to low counters: a little over the number of distinct shingles. A counter that is high already
  /// holds boilerplate, which wants no more room however often it comes.
  private var entries = 0

  /// Counts each of one prompt's shingles once.
  mutating func add(_ shingles: ArraySlice<UInt32>) {
    while entries + shingles.count > counts.count / 2, counts.count < Self.widest { counts += counts }
    let mask = UInt32(counts.count - 1)
    for shingle in shingles {
      let index = Int(shingle & mask)
      if counts[index] < 4 { entries += 1 }
      if counts[index] < 255 { counts[index] += 1 }
    }
  }

  /// An upper bound for the number of prompts with this shingle, 255 for 255 and more.
  func count(of shingle: UInt32) -> Int { Int(counts[Int(shingle & UInt32(counts.count - 1))]) }
}
