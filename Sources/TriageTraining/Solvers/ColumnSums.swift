/// What a pass over the blocks adds up by features, in several copies.
///
/// Each *share* of the blocks adds to a copy of its own, and the copies are added up in order: the shares depend on the
/// matrix alone and not on the number of cores, and so do the sums' bits.
final class ColumnSums<Lanes: LaneVector>: @unchecked Sendable {
  /// Features.
  let count: Int
  /// Copies.
  let shares: Int
  /// `shares × count` sums, initialised; a share is written by one thread at a time.
  private let base: UnsafeMutablePointer<Lanes>

  init(_ rows: RowBlocks) {
    count = rows.columns
    shares = Self.shares(rows)
    base = .allocate(capacity: max(count * shares, 1))
    base.initialize(repeating: Lanes(), count: max(count * shares, 1))
  }

  deinit { base.deallocate() }

  /// A copy costs clearing and adding up, once a pass: worth it for some fifty entries a feature, in up to 256 MB.
  ///
  /// - Parameter sampling: every so many-th block is walked.
  static func shares(_ rows: RowBlocks, sampling: Int = 1) -> Int {
    let perFeature = rows.entryCount / max(rows.columns * sampling, 1)
    let room = (256 << 20) / max(rows.columns * MemoryLayout<Lanes>.stride, 1)
    return max(1, min(rows.blockCount, max(2, min(8, perFeature / 48, room))))
  }

  /// The sums of a share.
  @inline(__always)
  func share(_ share: Int) -> UnsafeMutablePointer<Lanes> { base + share * count }

  /// Clears a share's sums.
  func clear(_ share: Int) { self.share(share).update(repeating: Lanes(), count: count) }

  /// The blocks of a share: neighbours, evenly dealt.
  static func blocks(_ share: Int, of shares: Int, _ rows: RowBlocks) -> Range<Int> {
    (rows.blockCount * share / shares)..<(rows.blockCount * (share + 1) / shares)
  }

  /// Σ of a feature's sums over the first so many shares.
  @inline(__always)
  func total(_ feature: Int, of shares: Int) -> Lanes {
    var sum = base[feature]
    for share in 1..<max(shares, 1) { sum += base[share * count + feature] }
    return sum
  }
}
