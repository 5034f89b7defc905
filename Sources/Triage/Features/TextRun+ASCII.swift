internal import CVectors

extension TextRun {
  /// How far a run has been read.
  struct Progress {
    /// Bytes, whole blocks or all there are.
    var bytes = 0
    /// First and last places of tokens that were written. They differ by one where a word goes on.
    var starts = 0
    var lasts = 0
    /// Whether the last of those bytes is of a word.
    var inWord = false
  }

  /// Reads blocks as ``ByteBlock`` and ``TextRun/read(_:_:_:_:_:_:)`` do, by instructions that not every processor has, as far
  /// as there is nothing but ASCII: up to the first block that itself, or the one behind it, has more.
  ///
  /// Some hundred instructions a block for some four hundred.
  ///
  /// - Precondition: ``ScanTables/readsASCII``.
  @inline(__always)
  func readASCII(_ text: UnsafePointer<UInt8>, _ length: Int, _ counts: inout ShapeCounts) -> Progress {
    let read = unsafe triage_read_ascii(text, length, lowered, starts, lasts, Self.capacity + Self.slack)
    counts.wordBytes &+= Int(read.word_bytes)
    counts.digits &+= Int(read.digits)
    counts.uppercase &+= Int(read.capitals)
    counts.newlines &+= Int(read.newlines)
    return Progress(
      bytes: Int(read.bytes), starts: Int(read.starts), lasts: Int(read.lasts), inWord: read.in_word != 0)
  }
}
