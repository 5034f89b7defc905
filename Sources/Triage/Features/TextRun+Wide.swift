internal import CVectors

extension TextRun {
  /// Reads a run as ``ByteBlock`` and `readBlocks` do, to the bit, by instructions that not every processor has.
  ///
  /// Some hundred instructions a block for some four hundred.
  ///
  /// - Returns: how many tokens there are.
  /// - Precondition: ``ScanTables/readsRuns``.
  @inline(__always)
  func readWide(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ points: inout CodePoints, _ counts: inout ShapeCounts
  ) -> Int {
    // Asked before this returns: there is no other reference to the code points meanwhile.
    let run = unsafe triage_read_run(
      text, length, lowered, starts, lasts, Self.capacity + Self.slack,
      { points, block, at in
        guard let points = unsafe points, let block = unsafe block else { return }
        unsafe points.assumingMemoryBound(to: CodePoints.self).pointee.tell(&block.pointee, at)
      }, &points)
    counts.wordBytes &+= Int(run.word_bytes)
    counts.digits &+= Int(run.digits)
    counts.uppercase &+= Int(run.capitals)
    counts.newlines &+= Int(run.newlines)
    return Int(run.tokens)
  }
}

extension CodePoints {
  /// ``told(_:_:)`` for a block that was read in C.
  mutating func tell(_ block: inout triage_block, _ at: Int) {
    var own = ByteBlock()
    (own.word, own.beyond) = (block.word, block.beyond)
    own = unsafe told(own, at)
    block.word = own.word
    block.first |= own.pointStarts
    block.last |= own.pointLasts
  }
}
