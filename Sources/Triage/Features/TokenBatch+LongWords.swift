extension TokenBatch {
  /// Hashes the words of more than ``WordHash/longestShort`` bytes among `taken` tokens of a run from `first` on, and writes
  /// the features that they are part of: their own, the pair with the word before, and the pair of the next with them.
  ///
  /// - Parameters:
  ///   - target: the features of all these tokens, right but for those.
  ///   - last: the last token's hash, spread, if that is a short one's.
  /// - Returns: the last token's hash, spread.
  @inline(never)
  func hashLongWords(
    _ run: borrowing TextRun, from first: Int, _ taken: Int, _ tables: ScanTables,
    to target: UnsafeMutablePointer<UInt32>, last: UInt64
  ) -> UInt64 {
    let starts = unsafe run.starts + first
    let lasts = unsafe run.lasts + first
    let lowered = unsafe run.lowered
    let masks = unsafe tables.masks
    func hash(_ index: Int) -> UInt64 {
      let start = unsafe Int(starts[index])
      return unsafe WordHash.word(
        at: lowered + start, count: Int(lasts[index]) &- start &+ 1, masks: masks)
    }
    func isLong(_ index: Int) -> Bool {
      unsafe Int(lasts[index]) &- Int(starts[index]) >= WordHash.longestShort
    }
    var last = last
    // The long word that was hashed last, spread, and one past it.
    var (before, behind) = unsafe (previous, 0)
    for index in 0..<taken where isLong(index) {
      let own = hash(index)
      if index > behind { before = WordHash.spread(hash(index - 1)) }
      let spread = WordHash.spread(own)
      unsafe target[2 * index] = WordHash.feature(spread)
      unsafe target[2 * index + 1] = WordHash.feature(WordHash.pair(before, own))
      if index + 1 == taken {
        last = spread
      } else if !isLong(index + 1) {
        unsafe target[2 * index + 3] = WordHash.feature(WordHash.pair(spread, hash(index + 1)))
      }
      (before, behind) = (spread, index + 1)
    }
    return last
  }
}
