extension RecordReader {
  /// Has blocks of records worked on by all cores, and hands what became of each to `consume`, in order.
  ///
  /// The same checks and the same errors as ``forEach(after:_:)``. One thread reads and cuts into lines, the others
  /// parse; a few blocks are under way at a time, so that memory does not grow with the files.
  ///
  /// - Parameters:
  ///   - first: the first pass's summary where this is a later one.
  ///   - rows: in a later pass, the numbers of the records to parse, ascending, counted over good records from 0;
  ///     the lines of all others are passed over unparsed. Nil for all.
  ///   - worker: makes a worker, a few times.
  ///   - consume: takes a product, and the places in its block of records that must be dropped because their id came
  ///     before.
  /// - Returns: the pass's summary.
  @discardableResult
  package func forEachBlock<Worker: RecordWorker>(
    after first: RecordSummary? = nil, rows: [Int]? = nil, worker: () -> Worker,
    consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws -> RecordSummary {
    let pass = BlockPass<Worker>(self, after: first, rows: rows)
    return try pass.run(worker: worker, consume: consume)
  }
}
