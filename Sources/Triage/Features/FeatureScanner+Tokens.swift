extension FeatureScanner {
  /// Walks the tokens of `base[start..<end]` that start before `limit`, byte by byte; a token never leaves
  /// that range.
  ///
  /// - Returns: one past the last token.
  @inline(__always)
  func walkTokens(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ limit: Int, _ end: Int, _ walk: inout TokenWalk,
    _ counts: inout ShapeCounts, _ sink: inout some FeatureSink
  ) -> Int {
    var offset = start
    while offset < limit {
      let byte = unsafe base[offset]
      let kind = unsafe classes[Int(byte)]
      let tokenStart = offset
      let hash: UInt64
      if kind == ByteClass.separator {
        if byte == 0x0A { counts.newlines += 1 }
        counts.highBytes += Int(byte >> 7)
        offset += 1
        continue
      } else if kind == ByteClass.word {
        offset = unsafe endOfWord(base, offset + 1, end)
        hash = unsafe wordHash(base, tokenStart, offset, end, &counts)
        counts.words += 1
        counts.wordBytes += offset - tokenStart
      } else if kind == ByteClass.symbol {
        offset += 1
        unsafe counts.symbols &+= increments[Int(byte)]
        hash = WordHash.symbol(byte)
      } else {
        let next = unsafe offset + 1 < end ? base[offset + 1] : 0
        switch CodePointKind.of(lead: byte, next: next) {
        case .separator:
          offset = unsafe endOfCodePoint(base, offset, end)
          counts.highBytes += offset - tokenStart
          continue
        case .letter:
          offset = unsafe endOfWord(base, offset, end)
          counts.wordBytes += offset - tokenStart
        case .ideograph:
          offset = unsafe endOfCodePoint(base, offset, end)
          counts.wordBytes += offset - tokenStart
          counts.ideographs += 1
        }
        hash = unsafe wordHash(base, tokenStart, offset, end, &counts)
        counts.words += 1
      }
      unsafe walk.take(hash, tokenStart, offset, &sink)
    }
    return offset
  }

  /// Where the word starts that holds the first byte above 0x7F of `base[start..<end]`, if there is one; `start` is the
  /// start of a token.
  @inline(never)
  func firstWordBeyondASCII(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var offset = start
    while offset < end, unsafe base[offset] < 0x80 { offset += 1 }
    guard offset < end else { return nil }
    while offset > start, unsafe classes[Int(base[offset - 1])] == ByteClass.word { offset -= 1 }
    return offset
  }

  /// One past the last byte above 0x7F of `base[start..<end]`, if there is one.
  @inline(never)
  func endOfBytesBeyondASCII(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var offset = end
    while offset > start, unsafe base[offset - 1] < 0x80 { offset -= 1 }
    return offset > start ? offset : nil
  }

  /// The end of the word that goes on at `offset`.
  @inline(__always)
  private func endOfWord(_ base: UnsafePointer<UInt8>, _ offset: Int, _ end: Int) -> Int {
    var offset = offset
    while offset < end {
      let byte = unsafe base[offset]
      let kind = unsafe classes[Int(byte)]
      if kind == ByteClass.word {
        offset += 1
      } else if kind == ByteClass.lead {
        let next = unsafe offset + 1 < end ? base[offset + 1] : 0
        guard CodePointKind.of(lead: byte, next: next) == .letter else { break }
        offset = unsafe endOfCodePoint(base, offset, end)
      } else {
        break
      }
    }
    return offset
  }

  /// One past the code point whose lead byte stands at `offset`: its continuation bytes as far as they go.
  @inline(__always)
  private func endOfCodePoint(_ base: UnsafePointer<UInt8>, _ offset: Int, _ end: Int) -> Int {
    let limit = unsafe min(end, offset + CodePointKind.length(lead: base[offset]))
    var offset = offset + 1
    while offset < limit, unsafe base[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  /// Hashes the word `base[start..<stop]` and counts its digits, capitals and high bytes on the way.
  ///
  /// Eight bytes are loaded at once where the text has them (up to `end`, never past it), and what is not the
  /// word's is masked off.
  @inline(__always)
  func wordHash(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ stop: Int, _ end: Int, _ counts: inout ShapeCounts
  ) -> UInt64 {
    var hash = WordHash.seed
    var offset = start
    while offset < stop {
      let left = stop - offset
      var chunk: UInt64
      if offset + 8 <= end {
        chunk = unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self).littleEndian
        if left < 8 { chunk &= (1 << UInt64(left * 8)) &- 1 }
      } else {
        chunk = 0
        for index in 0..<min(8, left) {
          unsafe chunk |= UInt64(base[offset + index]) << UInt64(index * 8)
        }
      }
      counts.note(word: chunk)
      hash = WordHash.fold(hash ^ WordHash.lowercased(chunk), WordHash.k0)
      offset += 8
    }
    return WordHash.fold(hash ^ UInt64(stop - start), WordHash.k1)
  }
}
