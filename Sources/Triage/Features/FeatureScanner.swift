/// The one walk over a prompt's bytes that training, scoring and explanation share.
///
/// ```
/// for each token of head, then of tail:
///   word       a run of ASCII letters and digits and multi-byte letters, case-folded (ASCII only)
///   ideograph  one code point of a script without spaces
///   symbol     one printable ASCII byte that is neither
///   emit the token's feature, and the feature of (previous token, token), each once (RecentFeatures)
/// ```
///
/// The text goes through ``TextRun``, some five hundred bytes at once; a token longer than that goes byte by byte
/// (`FeatureScanner+Tokens.swift`), by the same definition of a token.
///
/// Any bytes are accepted: a stray continuation byte separates, a truncated code point is what is left of it.
/// Time is linear in the bytes read, which ``PromptWindow`` bounds; nothing is allocated but for
/// sinks that ask for places, which themselves make lists.
@unsafe package struct FeatureScanner: @unchecked Sendable {
  let tables: ScanTables

  private static let shared = unsafe FeatureScanner(tables: ScanTables.shared)

  /// The scanner of version 3 of the feature contract. Keep it: asking for it takes a check that scanning
  /// does not.
  package static func make() -> FeatureScanner { unsafe shared }

  /// The same without what a processor may lack: for tests, and to be timed.
  package static func makePortable() -> FeatureScanner { unsafe FeatureScanner(tables: ScanTables.portable) }

  private init(tables: ScanTables) { unsafe self.tables = unsafe tables }

  /// Walks the prompt and hands its features to the sink.
  ///
  /// - Returns: the counts from which the shape features are made.
  @inline(never)
  package func scan(
    _ text: UnsafeBufferPointer<UInt8>, window: PromptWindow, into sink: inout some FeatureSink
  ) -> ShapeCounts {
    var counts = ShapeCounts()
    counts.totalBytes = text.count
    guard let base = text.baseAddress, text.count > 0 else { return counts }
    var ranges = (0..<text.count, 0..<0)
    if window.cuts(text.count) {
      ranges.0 = unsafe 0..<boundary(before: window.head, base)
      ranges.1 = unsafe boundary(after: text.count - window.tail, base, end: text.count)..<text.count
    }
    unsafe withScratch(places: Self.wantsPlaces(of: sink)) { run, batch in
      for part in 0..<2 {
        let range = part == 0 ? ranges.0 : ranges.1
        counts.bytes += range.count
        unsafe batch.startStretch()
        unsafe scan(base, range, &run, &batch, &counts, &sink)
      }
      if unsafe batch.count > 0 { unsafe sink.take(&batch) }
    }
    return counts
  }

  private static func wantsPlaces<Sink: FeatureSink>(of sink: borrowing Sink) -> Bool { Sink.wantsPlaces }

  /// The last offset not past `offset` at which no continuation byte stands, at most three bytes back.
  private func boundary(before offset: Int, _ base: UnsafePointer<UInt8>) -> Int {
    var cut = offset
    while cut > 0, offset - cut < 3, unsafe base[cut] & 0xC0 == 0x80 { cut -= 1 }
    return cut
  }

  /// The first offset not before `offset` at which no continuation byte stands, at most three bytes on.
  private func boundary(after offset: Int, _ base: UnsafePointer<UInt8>, end: Int) -> Int {
    var cut = offset
    while cut < end, cut - offset < 3, unsafe base[cut] & 0xC0 == 0x80 { cut += 1 }
    return cut
  }
}
