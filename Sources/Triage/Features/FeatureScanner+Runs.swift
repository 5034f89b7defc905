internal import CTopBits

extension FeatureScanner {
  /// Walks `base[range]`.
  ///
  /// ```
  /// until the end:
  ///   a run of ASCII, as far as whole tokens of it go
  ///   byte by byte to the last byte beyond ASCII within reach of a block, and to the end of its token
  /// ```
  @inline(__always)
  func scan(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ run: inout ASCIIRun, _ batch: inout TokenBatch,
    _ counts: inout ShapeCounts, _ sink: inout some FeatureSink
  ) {
    var offset = range.lowerBound
    let end = range.upperBound
    while offset < end {
      let runEnd = unsafe endOfRun(base, offset, end)
      // A few bytes between two that are beyond ASCII are read quicker than a run is set up.
      if runEnd == end || runEnd >= offset + 8 {
        unsafe run.read(base, offset, runEnd - offset, tables, &counts)
        var taken = 0
        while unsafe taken < run.tokens {
          taken += unsafe batch.append(run, from: taken, tables, &counts)
          if unsafe batch.isFull { unsafe sink.take(&batch) }
        }
        offset = runEnd
      } else {
        let reach = min(end, offset + ByteBlock.width)
        let limit = unsafe endOfBytesBeyondASCII(base, offset, reach) ?? reach
        offset = unsafe walkTokens(base, offset, limit, end, &batch, &counts, &sink)
      }
    }
  }

  /// Where the ASCII text that starts at `start` ends, or its first ``ASCIIRun/capacity`` bytes, a token in which that
  /// falls left out.
  @inline(never)
  private func endOfRun(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    let limit = unsafe min(end, start + ASCIIRun.capacity)
    var cut = unsafe firstBeyondASCII(base, start, limit)
    guard cut < end else { return cut }
    let next = unsafe tables.classes[Int(base[cut])]
    guard next == ByteClass.word || next == ByteClass.lead else { return cut }
    while cut > start, unsafe tables.classes[Int(base[cut - 1])] == ByteClass.word { cut -= 1 }
    return cut
  }

  /// The first byte above 0x7F of `base[start..<end]`, or `end`.
  @inline(__always)
  private func firstBeyondASCII(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset + ByteBlock.width <= end, unsafe isASCII(base + offset) { offset += ByteBlock.width }
    let isLast = offset + ByteBlock.width > end
    if isLast, offset > start, unsafe isASCII(base + end - ByteBlock.width) { return end }
    while offset + 16 <= end {
      let bits = unsafe triage_top_bits(sixteen(base + offset))
      if bits != 0 { return offset + bits.trailingZeroBitCount }
      offset += 16
    }
    if offset > start, offset < end {
      let bits = unsafe triage_top_bits(sixteen(base + end - 16))
      return bits == 0 ? end : end - 16 + bits.trailingZeroBitCount
    }
    while offset < end, unsafe base[offset] < 0x80 { offset += 1 }
    return offset
  }

  /// Whether none of the 64 bytes from here on is above 0x7F.
  @inline(__always)
  private func isASCII(_ bytes: UnsafePointer<UInt8>) -> Bool {
    let first = unsafe sixteen(bytes) | sixteen(bytes + 16)
    let second = unsafe sixteen(bytes + 32) | sixteen(bytes + 48)
    return triage_top_bits(first | second) == 0
  }

  @inline(__always)
  private func sixteen(_ bytes: UnsafePointer<UInt8>) -> SIMD16<Int8> {
    unsafe UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<Int8>.self)
  }

  /// Memory for one scan, on the stack: no part of it is above a kilobyte but the cells, which are a value.
  ///
  /// - Parameter places: whether the batch says where tokens stand; that is more than a kilobyte.
  @inline(__always)
  func withScratch(places: Bool, _ body: (inout ASCIIRun, inout TokenBatch) -> Void) {
    let most = unsafe ASCIIRun.capacity + ASCIIRun.slack
    var cells = RecentFeatures.Storage()
    unsafe withUnsafeMutableBytes(of: &cells) { cells in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ASCIIRun.room) { lowered in
        unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: most) { starts in
          unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: most) { lasts in
            unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { features in
              var run = unsafe ASCIIRun(
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
