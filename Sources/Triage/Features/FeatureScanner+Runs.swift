extension FeatureScanner {
  /// Walks `base[range]`.
  ///
  /// ```
  /// until the end:
  ///   a run, as far as whole tokens go
  ///   where a token is longer than a run, or what stands there is no text: byte by byte
  /// ```
  @inline(__always)
  func scan(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ run: inout TextRun, _ batch: inout TokenBatch,
    _ counts: inout ShapeCounts, _ sink: inout some FeatureSink
  ) {
    var offset = range.lowerBound
    let end = range.upperBound
    while offset < end {
      let runEnd = unsafe endOfRun(base, offset, end)
      if runEnd > offset {
        unsafe run.read(base, offset, runEnd - offset, end, tables, &counts)
        var taken = 0
        while unsafe taken < run.tokens {
          taken += unsafe batch.append(run, from: taken, tables, &counts)
          if unsafe batch.isFull { unsafe sink.take(&batch) }
        }
        offset = runEnd
      } else {
        let limit = unsafe min(end, offset + TextRun.capacity)
        offset = unsafe walkTokens(base, offset, limit, end, &batch, &counts, &sink)
      }
    }
  }

  /// The end of the text, or the last place within ``TextRun/capacity`` of `start` at which no token and no code point goes
  /// on: before a byte of ASCII that is of no word, or before a code point that is no letter. `start` where there is none.
  @inline(__always)
  private func endOfRun(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let limit = unsafe start + TextRun.capacity
    if end <= limit { return end }
    var cut = limit
    while cut > start {
      let byte = unsafe base[cut]
      let kind = unsafe tables.classes[Int(byte)]
      if kind == ByteClass.lead {
        if unsafe CodePointKind.of(base, cut, end: end) != .letter { break }
      } else if kind != ByteClass.word, byte < 0x80 {
        break
      }
      cut -= 1
    }
    return cut
  }

  /// Memory for one scan, on the stack: no part of it is above a kilobyte but the cells, which are a value.
  ///
  /// - Parameter places: whether the batch says where tokens stand; that is more than a kilobyte.
  @inline(__always)
  func withScratch(places: Bool, _ body: (inout TextRun, inout TokenBatch) -> Void) {
    let most = unsafe TextRun.capacity + TextRun.slack
    var cells = RecentFeatures.Storage()
    unsafe withUnsafeMutableBytes(of: &cells) { cells in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: TextRun.room) { lowered in
        unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: most) { starts in
          unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: most) { lasts in
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { features in
              var run = unsafe TextRun(
                lowered: lowered.baseAddress.unsafelyUnwrapped, starts: starts.baseAddress.unsafelyUnwrapped,
                lasts: lasts.baseAddress.unsafelyUnwrapped)
              let features = unsafe features.baseAddress.unsafelyUnwrapped
              let recent = unsafe RecentFeatures(cells)
              guard places else {
                var batch = unsafe TokenBatch(features: features, places: nil, recent: recent)
                return unsafe body(&run, &batch)
              }
              unsafe withUnsafeTemporaryAllocation(
                of: TokenBatch.Place.self, capacity: TokenBatch.capacity
              ) { places in
                var batch = unsafe TokenBatch(features: features, places: places.baseAddress, recent: recent)
                unsafe body(&run, &batch)
              }
            }
          }
        }
      }
    }
  }
}
