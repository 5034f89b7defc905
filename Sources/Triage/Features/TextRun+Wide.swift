internal import CVectors

extension TextRun {
  /// Reads a run as ``ByteBlock`` and `readBlocks` do, to the bit, by instructions that not every processor has: some 100 for
  /// a block, where those take some 400.
  ///
  /// - Returns: how many tokens there are.
  /// - Precondition: ``ScanTables/readsWide``. (``capacity`` and ``slack`` are whole blocks: a place for every byte of them.)
  @inline(__always)
  func readWide(
    _ text: UnsafePointer<UInt8>, _ length: Int, _ points: inout CodePoints, _ counts: inout ShapeCounts
  ) -> Int {
    // Asked before this returns: there is no other reference to the code points meanwhile.
    let run = unsafe cvectors_read_run(
      text, length, lowered, starts, lasts,
      { points, block, at in
        unsafe points.assumingMemoryBound(to: CodePoints.self).pointee.tell(&block.pointee, at)
      }, &points)
    counts.wordBytes &+= Int(run.word_bytes)
    counts.digits &+= Int(run.digits)
    counts.uppercase &+= Int(run.capitals)
    counts.newlines &+= Int(run.newlines)
    return Int(run.tokens)
  }
}
