extension FeatureScanner {
  /// Walks `base[start..<end]`, in blocks of 64 bytes where the text is ASCII and byte by byte around what is not.
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
      while offset < end {
        if readable >= 8 {
          offset = unsafe walkBlocks(base, offset, end, readable, tokens, &walk, &counts, &sink)
        }
        // Two blocks further: the one that is not ASCII, or a word across one.
        let limit = min(end, offset + 2 * ByteBlock.width)
        offset = unsafe walkTokens(base, offset, limit, end, &walk, &counts, &sink)
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
      let next = unsafe Self.block(base, at + ByteBlock.width, end)
      var starts = block.starts(carry: carry)
      // The last word may go on past the next block, or into letters beyond ASCII.
      let last = block.word >> 63
      if last != 0, !next.isASCII || next.word == .max {
        let length = (~block.word).leadingZeroBitCount
        // What the last block's word left here has been hashed, but not counted.
        let done = carry == 0 ? at : at + (~block.word).trailingZeroBitCount
        _ = unsafe wordHash(base, at, done, end, &counts)
        counts.wordBytes += done - at
        return unsafe walkTokens(base, done, at + ByteBlock.width - length, end, &walk, &counts, &sink)
      }
      block.count(into: &counts, starts: starts)
      var symbols: UInt64 = 0
      var token = unsafe tokens
      while starts != 0 {
        let p = UInt64(truncatingIfNeeded: starts.trailingZeroBitCount)
        starts &= starts &- 1
        let rest = (~block.word &>> p) | ((~next.word &<< 1) &<< (63 &- p))
        var length = max(1, rest.trailingZeroBitCount)
        if rest == 0 {  // 64 bytes and more, and it ends in the next block
          length = ByteBlock.width &- Int(truncatingIfNeeded: p) &+ (~next.word).trailingZeroBitCount
        }
        let tokenStart = at &+ Int(truncatingIfNeeded: p)
        // Bit 5 lower-cases a letter, and digits have it; a symbol keeps what it has.
        let lowers = WordHash.lowerBits & (0 &- ((block.word &>> p) & 1))
        let bytes = unsafe Self.eight(base, tokenStart, readable)
        unsafe symbols &+= increments[Int(truncatingIfNeeded: bytes & 0xFF)]
        var hash = WordHash.fold(
          unsafe WordHash.seed ^ Self.first(length, of: bytes | lowers), WordHash.k0)
        var done = 8
        while done < length {
          let bytes = unsafe Self.eight(base, tokenStart &+ done, readable)
          hash = WordHash.fold(
            unsafe hash ^ Self.first(length &- done, of: bytes | WordHash.lowerBits), WordHash.k0)
          done &+= 8
        }
        hash = WordHash.fold(hash ^ UInt64(truncatingIfNeeded: length), WordHash.k1)
        unsafe token.initialize(to: TokenWalk.Token(hash: hash, start: tokenStart, length: length))
        unsafe token += 1
      }
      counts.symbols &+= symbols
      unsafe walk.take(tokens, token, &sink)
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
