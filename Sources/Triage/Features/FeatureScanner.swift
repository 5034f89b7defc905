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
/// Any bytes are accepted: a stray continuation byte separates, a truncated code point is what is left of it.
/// Time is linear in the bytes read, which ``PromptWindow`` bounds; nothing is allocated.
@unsafe package struct FeatureScanner: @unchecked Sendable {
  // Written once, before the first scan, and never freed: two kilobytes for the life of the process.
  let classes: UnsafePointer<UInt8>
  let increments: UnsafePointer<UInt64>

  private static let shared = unsafe FeatureScanner()

  /// The scanner of version 1 of the feature contract. Keep it: asking for it takes a check that scanning
  /// does not.
  package static func make() -> FeatureScanner { unsafe shared }

  private init() {
    let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    let increments = UnsafeMutablePointer<UInt64>.allocate(capacity: 256)
    for byte in 0..<256 {
      unsafe classes[byte] = ByteClass.of(UInt8(byte))
      let isSymbol = ByteClass.of(UInt8(byte)) == ByteClass.symbol
      unsafe increments[byte] = isSymbol ? ShapeCounts.increment(of: UInt8(byte)) : 0
    }
    unsafe self.classes = UnsafePointer(classes)
    unsafe self.increments = UnsafePointer(increments)
  }

  /// Walks the prompt and hands each feature to the sink.
  ///
  /// - Returns: the counts from which the shape features are made.
  @inline(never)
  package func scan(
    _ text: UnsafeBufferPointer<UInt8>, window: PromptWindow, into sink: inout some FeatureSink
  ) -> ShapeCounts {
    var counts = ShapeCounts()
    counts.totalBytes = text.count
    guard let base = text.baseAddress, text.count > 0 else { return counts }
    var cells = RecentFeatures.Storage()
    unsafe withUnsafeMutableBytes(of: &cells) { cells in
      let recent = unsafe RecentFeatures(cells)
      var ranges = (0..<text.count, 0..<0)
      if window.cuts(text.count) {
        ranges.0 = unsafe 0..<boundary(before: window.head, base)
        ranges.1 = unsafe boundary(after: text.count - window.tail, base, end: text.count)..<text.count
      }
      for part in 0..<2 {
        let range = part == 0 ? ranges.0 : ranges.1
        counts.bytes += range.count
        unsafe scan(base, range.lowerBound, range.upperBound, text.count, recent, &counts, &sink)
      }
    }
    return counts
  }

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
