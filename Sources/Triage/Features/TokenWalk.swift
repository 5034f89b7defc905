/// Where a walk over the tokens of a stretch of text stands, and what it hands on: a token's feature, and that of
/// the pair it makes with the token before, each if the prompt has not shown it lately.
@unsafe struct TokenWalk {
  /// A token that has been hashed.
  struct Token {
    var hash: UInt64
    var place: UInt64

    @inline(__always)
    init(hash: UInt64, start: Int, length: Int) {
      self.hash = hash
      place = UInt64(truncatingIfNeeded: start) &<< 32 | UInt64(truncatingIfNeeded: length)
    }
    var start: Int { @inline(__always) get { Int(truncatingIfNeeded: place &>> 32) } }
    var end: Int { @inline(__always) get { start &+ Int(truncatingIfNeeded: place & 0xFFFF_FFFF) } }
  }

  private let recent: RecentFeatures
  /// The hash of the last token with its lowest bit set; 0 where there was none.
  private var previous: UInt64 = 0
  private var previousStart = 0

  @inline(__always)
  init(_ recent: RecentFeatures) { unsafe self.recent = recent }

  /// The next token: `start..<end` with this hash.
  @inline(__always)
  mutating func take(_ hash: UInt64, _ start: Int, _ end: Int, _ sink: inout some FeatureSink) {
    let feature = WordHash.feature(hash)
    if unsafe recent.isNew(feature) { sink.take(feature, order: 1, start: start, end: end) }
    if unsafe previous != 0 {
      let pair = unsafe WordHash.feature(WordHash.pair(previous, hash))
      if unsafe recent.isNew(pair) { unsafe sink.take(pair, order: 2, start: previousStart, end: end) }
    }
    unsafe previous = hash | 1
    unsafe previousStart = start
  }

  /// The tokens from `first` up to `last`, in order.
  @inline(__always)
  mutating func take<Sink: FeatureSink>(
    _ first: UnsafeMutablePointer<Token>, _ last: UnsafeMutablePointer<Token>, _ sink: inout Sink
  ) {
    if Sink.isFlat {
      // Copies, so that the sums live in registers.
      var local = sink
      var walk = unsafe self
      var token = unsafe first
      while unsafe token < last {
        unsafe walk.take(token.pointee.hash, token.pointee.start, token.pointee.end, &local)
        unsafe token += 1
      }
      sink = local
      unsafe self = walk
    } else {
      var token = unsafe first
      while unsafe token < last {
        unsafe take(token.pointee.hash, token.pointee.start, token.pointee.end, &sink)
        unsafe token += 1
      }
    }
  }
}
