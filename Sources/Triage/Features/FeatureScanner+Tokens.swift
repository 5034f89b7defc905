extension FeatureScanner {
  /// Walks the tokens of `base[start..<end]` that start before `limit`, byte by byte; a token never leaves
  /// that range.
  ///
  /// - Returns: one past the last token.
  @inline(__always)
  func walkTokens(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ limit: Int, _ end: Int, _ batch: inout TokenBatch,
    _ counts: inout ShapeCounts, _ sink: inout some FeatureSink
  ) -> Int {
    var offset = start
    while offset < limit {
      let byte = unsafe base[offset]
      let kind = unsafe tables.classes[Int(byte)]
      let tokenStart = offset
      let hash: UInt64
      if kind == ByteClass.separator {
        if byte == 0x0A { counts.newlines += 1 }
        counts.highBytes += Int(byte >> 7)
        offset += 1
        continue
      } else if kind == ByteClass.word {
        offset = unsafe endOfWord(base, offset + 1, end)
        unsafe countWord(base, tokenStart, offset, end, &counts)
        hash = unsafe wordHash(base, tokenStart, offset, end)
        counts.words += 1
        counts.wordBytes += offset - tokenStart
      } else if kind == ByteClass.symbol {
        offset += 1
        unsafe counts.symbols &+= tables.increments[Int(byte)]
        hash = WordHash.symbol(byte)
      } else {
        switch unsafe CodePointKind.of(base, offset, end: end) {
        case .separator:
          offset = unsafe CodePointKind.end(base, offset, end: end)
          counts.highBytes += offset - tokenStart
          continue
        case .letter:
          offset = unsafe endOfWord(base, offset, end)
          counts.wordBytes += offset - tokenStart
        case .ideograph:
          offset = unsafe CodePointKind.end(base, offset, end: end)
          counts.wordBytes += offset - tokenStart
          counts.ideographs += 1
        }
        unsafe countWord(base, tokenStart, offset, end, &counts)
        hash = unsafe wordHash(base, tokenStart, offset, end)
        counts.words += 1
      }
      unsafe batch.append(hash, tokenStart, offset)
      if unsafe batch.isFull { unsafe sink.take(&batch) }
    }
    return offset
  }

  /// The end of the word that goes on at `offset`.
  @inline(__always)
  private func endOfWord(_ base: UnsafePointer<UInt8>, _ offset: Int, _ end: Int) -> Int {
    var offset = offset
    while offset < end {
      let byte = unsafe base[offset]
      let kind = unsafe tables.classes[Int(byte)]
      if kind == ByteClass.word {
        offset += 1
      } else if kind == ByteClass.lead {
        guard unsafe CodePointKind.of(base, offset, end: end) == .letter else { break }
        offset = unsafe CodePointKind.end(base, offset, end: end)
      } else {
        break
      }
    }
    return offset
  }

  /// Counts the digits, capitals and high bytes of the word `base[start..<stop]`.
  @inline(__always)
  private func countWord(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, _ end: Int, _ counts: inout ShapeCounts
  ) {
    var offset = start
    while offset < stop {
      counts.note(word: unsafe chunk(base, offset, min(stop, offset + 8), end))
      offset += 8
    }
  }

  /// The hash of the word `base[start..<stop]`, as ``WordHash`` has it.
  @inline(__always)
  private func wordHash(_ base: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, _ end: Int) -> UInt64 {
    func lowered(_ from: Int, _ to: Int) -> UInt64 {
      unsafe WordHash.lowercased(chunk(base, from, to, end))
    }
    let count = stop - start
    var first = lowered(start, min(stop, start + 8))
    if count <= 8 { return WordHash.word(first, 0) }
    if count <= WordHash.longestShort { return WordHash.word(first, lowered(start + 8, stop)) }
    first = WordHash.longFirst(first, count)
    var done = start + 8
    while done < stop - 8 {
      first = WordHash.longNext(first, lowered(done, done + 8))
      done += 8
    }
    return WordHash.word(first, lowered(stop - 8, stop))
  }

  /// The bytes of `base[start..<stop]`, one to eight of them, little-endian; zeros above them.
  ///
  /// Eight bytes are loaded at once where the text has them (up to `end`, never past it), and what is not asked for is
  /// masked off.
  @inline(__always)
  private func chunk(_ base: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, _ end: Int) -> UInt64 {
    if start + 8 <= end {
      let eight = unsafe UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self).littleEndian
      return eight & (UInt64.max &>> UInt64(truncatingIfNeeded: 64 - 8 * (stop - start)))
    }
    var bytes: UInt64 = 0
    for index in 0..<stop - start {
      unsafe bytes |= UInt64(base[start + index]) << UInt64(index * 8)
    }
    return bytes
  }
}
