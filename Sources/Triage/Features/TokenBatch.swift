/// Tokens that wait to be handed on, as the features they make: each word, and the pair it makes with the token before.
/// Those of a run are counted on the way, symbols by kind.
///
/// ```
/// features[2i] = word i,   features[2i + 1] = the pair of word i - 1 and word i
/// ```
///
/// The first token of a stretch has none before it; it stands in its pair's place too, and as a repeat it does not
/// count there (``RecentFeatures``). Hashing many tokens in one loop and looking at their features in the next keeps both
/// loops short, and leaves a branch to nothing but their ends.
@unsafe package struct TokenBatch {
  /// Tokens, at most: twice as many features, and a vector more, fill a kilobyte, which is what the standard library
  /// puts on the stack unasked.
  static let capacity = 124
  /// Features that a list of those of one batch has room for: a vector's width more than there can be.
  static let room = 2 * capacity + 4

  /// ``room`` of them.
  let features: UnsafeMutablePointer<UInt32>
  /// Where each token stands in the prompt, ``capacity`` of them, for sinks that ask; nil for others.
  let places: UnsafeMutablePointer<Place>?
  let recent: RecentFeatures
  var count = 0
  /// The hash of the token before the next one, spread (``WordHash/spread(_:)``), if there is one.
  private(set) var previous: UInt64 = 0
  private var hasPrevious = false
  private var previousStart = 0

  /// Where a token stands, and where the one before it starts.
  struct Place {
    var before: Int
    var start: Int
    var end: Int
  }

  init(
    features: UnsafeMutablePointer<UInt32>, places: UnsafeMutablePointer<Place>?, recent: RecentFeatures
  ) {
    unsafe self.features = unsafe features
    unsafe self.places = unsafe places
    unsafe self.recent = unsafe recent
  }

  var isFull: Bool { @inline(__always) get { unsafe count == Self.capacity } }

  /// From here on another stretch of text is read: its first token has none before it.
  mutating func startStretch() { unsafe hasPrevious = false }

  /// Adds a token.
  ///
  /// - Precondition: the batch is not full.
  @inline(__always)
  mutating func append(_ hash: UInt64, _ start: Int, _ end: Int) {
    let spread = WordHash.spread(hash)
    let word = WordHash.feature(spread)
    unsafe features[2 * count] = word
    unsafe features[2 * count + 1] =
      hasPrevious ? WordHash.feature(WordHash.pair(previous, hash)) : word
    unsafe note(start, end)
    unsafe previous = spread
    unsafe hasPrevious = true
    unsafe count += 1
  }

  /// Adds the tokens of a run from `first` on, as many as there is room for, and counts the symbols among them by kind;
  /// returns how many tokens.
  ///
  /// All are hashed as if they were short, so that the loop has no branch and no call; long ones, three words in ten thousand of
  /// English and many of Russian, are done again.
  @inline(never)
  mutating func append(
    _ run: borrowing TextRun, from first: Int, _ tables: ScanTables, _ counts: inout ShapeCounts
  ) -> Int {
    let taken = unsafe min(run.tokens - first, Self.capacity - count)
    guard taken > 0 else { return 0 }
    let starts = unsafe run.starts + first
    let lasts = unsafe run.lasts + first
    let lowered = unsafe run.lowered
    let (masks, increments) = unsafe (tables.masks, tables.increments)
    let target = unsafe features + 2 * count
    var before = unsafe previous
    var symbols: UInt64 = 0
    // Not a maximum; but the limit is a power of two, and so this reaches it where one of them does.
    var longest = 0
    for index in 0..<taken {
      let start = unsafe Int(starts[index])
      let more = unsafe Int(lasts[index]) &- start
      let bytes = unsafe lowered + start
      let eight = unsafe WordHash.eight(bytes)
      let hash = unsafe WordHash.short(eight, WordHash.eight(bytes + 8), masks[more])
      longest |= more
      unsafe symbols &+= increments[Int(UInt8(truncatingIfNeeded: eight))]
      let spread = WordHash.spread(hash)
      unsafe target[2 &* index] = WordHash.feature(spread)
      unsafe target[2 &* index &+ 1] = WordHash.feature(WordHash.pair(before, hash))
      before = spread
    }
    if longest >= WordHash.longestShort {
      unsafe before = hashLongWords(run, from: first, taken, tables, to: target, last: before)
    }
    counts.symbols &+= symbols
    counts.words &+= taken &- ShapeCounts.total(symbols: symbols)
    if unsafe !hasPrevious { unsafe target[1] = target[0] }
    unsafe previous = before
    unsafe hasPrevious = true
    if unsafe places == nil {
      unsafe count += taken
    } else {
      for index in 0..<taken {
        unsafe note(run.offset + Int(starts[index]), run.offset + Int(lasts[index]) + 1)
        unsafe count += 1
      }
    }
    return taken
  }

  @inline(__always)
  private mutating func note(_ start: Int, _ end: Int) {
    guard let places = unsafe places else { return }
    unsafe places[count] = unsafe Place(before: previousStart, start: start, end: end)
    unsafe previousStart = start
  }

  /// Writes the features that the prompt has not shown lately to `distinct`, in order, and empties the batch.
  ///
  /// - Precondition: `distinct` has ``room``.
  /// - Returns: how many were written.
  @inline(__always)
  mutating func drain(into distinct: UnsafeMutablePointer<UInt32>) -> Int {
    let tags = unsafe recent
    let source = unsafe features
    var kept = 0
    var index = 0
    let end = unsafe 2 &* count
    while index < end {
      let feature = unsafe source[index]
      index &+= 1
      unsafe distinct[kept] = feature
      kept &+= unsafe tags.note(feature)
    }
    unsafe count = 0
    return kept
  }
}
