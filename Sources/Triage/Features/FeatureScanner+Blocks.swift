extension FeatureScanner {
  /// Walks `base[start..<end]`, in blocks of 64 bytes where the text is ASCII and byte by byte where it is not.
  ///
  /// ```
  /// until the end:
  ///   walk blocks, which stops before one that is not ASCII, or before a word that runs into one
  ///   walk blocks on to the word that holds the first byte beyond ASCII
  ///   byte by byte to the last such byte within reach of a block, and to the end of its token
  /// ```
  ///
  /// - Parameter readable: how many bytes from `base` can be read, at least `end`.
  @inline(__always)
  func scan(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ readable: Int, _ recent: RecentFeatures,
    _ counts: inout ShapeCounts, _ sink: inout some FeatureSink
  ) {
    unsafe withUnsafeTemporaryAllocation(of: TokenWalk.Token.self, capacity: ByteBlock.width) { tokens in
      let tokens = unsafe tokens.baseAddress.unsafelyUnwrapped
      var walk = unsafe TokenWalk(recent)
      var offset = start
      var stop = end
      while offset < end {
        let before = offset
        if readable >= 8, offset < stop {
          offset = unsafe walkBlocks(base, offset, stop, readable, tokens, &walk, &counts, &sink)
        }
        guard offset < end else { break }
        let reach = min(end, offset + ByteBlock.width)
        if offset < stop {
          let word = unsafe firstWordBeyondASCII(base, offset, reach) ?? end
          // From here on the next blocks may well be ASCII; a word that fills one is not passed by another try.
          if word == end, offset > before { continue }
          if word < end, word >= offset + 8 {
            stop = word
            continue
          }
        }
        let limit = unsafe endOfBytesBeyondASCII(base, offset, reach) ?? reach
        offset = unsafe walkTokens(base, offset, limit, end, &walk, &counts, &sink)
        stop = end
      }
    }
  }

  /// Walks ASCII text from the token boundary `start` on.
  ///
  /// ```
  /// for each block, with the next one known:
  ///   starts = bits at which a token starts
  ///   for each bit p of starts, lowest first:
  ///     n = max(1, length of the run of word bits from p on, which may end in the next block)
  ///     hash the n bytes, eight at a time; a symbol is a word of one byte that is not folded
  ///   hand on the block's tokens, and the pairs they make
  /// ```
  ///
  /// Two short loops a block instead of one long one: each keeps its numbers in registers, and the second has as many
  /// table rows under way at once as the processor can hold.
  ///
  /// The bits are known before the tokens are, so one token's length does not wait for another's and nothing but
  /// the number of tokens a block and words above eight bytes are left to the branch predictor.
  ///
  /// - Returns: `end`, or the token boundary from which the text must be read byte by byte: a block with a byte above
  ///   0x7F, a word that may run into one, or a word that fills a block.
  @inline(__always)
  private func walkBlocks(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ readable: Int,
    _ tokens: UnsafeMutablePointer<TokenWalk.Token>, _ walk: inout TokenWalk, _ counts: inout ShapeCounts,
    _ sink: inout some FeatureSink
  ) -> Int {
    var at = start
    var carry: UInt64 = 0
    var block = unsafe Self.block(base, at, end)
    while at < end {
      guard block.isASCII else { return at }
      var next = unsafe Self.block(base, at + ByteBlock.width, end)
      // The last word may go on past the next block, or into letters beyond ASCII: it is left out.
      let last = block.word >> 63
      var length = ByteBlock.width
      if last != 0, !next.isASCII || next.word == .max {
        length -= (~block.word).leadingZeroBitCount
        block = unsafe Self.block(base, at, at + length)
        next = ByteBlock()
      }
      var starts = block.starts(carry: carry)
      block.count(into: &counts, starts: starts)
      var symbols: UInt64 = 0
      var token = unsafe tokens
      while starts != 0 {
        let p = UInt64(truncatingIfNeeded: starts.trailingZeroBitCount)
        starts &= starts &- 1
        let rest = (~block.word &>> p) | ((~next.word &<< 1) &<< (63 &- p))
        var count = max(1, rest.trailingZeroBitCount)
        if rest == 0 {  // 64 bytes and more, and it ends in the next block
          count = ByteBlock.width &- Int(truncatingIfNeeded: p) &+ (~next.word).trailingZeroBitCount
        }
        let tokenStart = at &+ Int(truncatingIfNeeded: p)
        // Bit 5 lower-cases a letter, and digits have it; a symbol keeps what it has.
        let lowers = WordHash.lowerBits & (0 &- ((block.word &>> p) & 1))
        let bytes = unsafe Self.eight(base, tokenStart, readable)
        unsafe symbols &+= increments[Int(truncatingIfNeeded: bytes & 0xFF)]
        var hash = WordHash.fold(
          unsafe WordHash.seed ^ Self.first(count, of: bytes | lowers), WordHash.k0)
        var done = 8
        while done < count {
          let bytes = unsafe Self.eight(base, tokenStart &+ done, readable)
          hash = WordHash.fold(
            unsafe hash ^ Self.first(count &- done, of: bytes | WordHash.lowerBits), WordHash.k0)
          done &+= 8
        }
        hash = WordHash.fold(hash ^ UInt64(truncatingIfNeeded: count), WordHash.k1)
        unsafe token.initialize(to: TokenWalk.Token(hash: hash, start: tokenStart, length: count))
        unsafe token += 1
      }
      counts.symbols &+= symbols
      unsafe walk.take(tokens, token, &sink)
      guard length == ByteBlock.width else { return at + length }
      carry = last
      block = next
      at += ByteBlock.width
    }
    return end
  }

  /// The block at `offset`; what lies past `end` counts as zeros.
  @inline(__always)
  private static func block(_ base: UnsafePointer<UInt8>, _ offset: Int, _ end: Int) -> ByteBlock {
    if offset + ByteBlock.width <= end { return unsafe ByteBlock(UnsafeRawPointer(base + offset)) }
    guard offset < end else { return ByteBlock() }
    var bytes = SIMD64<UInt8>()
    return unsafe withUnsafeMutableBytes(of: &bytes) { bytes in
      unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: base + offset, count: end - offset))
      return unsafe ByteBlock(UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped))
    }
  }

  /// The eight bytes from `start`, zeros for those that cannot be read; at least eight from `base` can.
  @inline(__always)
  private static func eight(_ base: UnsafePointer<UInt8>, _ start: Int, _ readable: Int) -> UInt64 {
    let from = min(start, readable &- 8)
    let bytes = unsafe UnsafeRawPointer(base + from).loadUnaligned(as: UInt64.self).littleEndian
    // Near the end of the text the load starts earlier, and what comes before is shifted out.
    return bytes &>> UInt64(truncatingIfNeeded: (start &- from) &* 8)
  }

  /// The first `length` bytes, at most eight and at least one; zeros above them.
  @inline(__always)
  private static func first(_ length: Int, of bytes: UInt64) -> UInt64 {
    bytes & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(8, length)))
  }
}
