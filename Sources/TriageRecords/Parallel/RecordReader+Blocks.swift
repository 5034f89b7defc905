extension RecordReader {
  /// Has blocks of records worked on by all cores, and hands what became of each to `consume`, in order.
  ///
  /// The same checks and the same errors as the first pass of ``forEach(after:_:)``. One thread reads and cuts into lines, the others
  /// parse; a few blocks are under way at a time, so that memory does not grow with the files.
  ///
  /// - Parameters:
  ///   - worker: makes a worker, a few times.
  ///   - consume: takes a product, and the places in its block of records that must be dropped because their id came
  ///     before.
  /// - Returns: the pass's summary.
  @discardableResult
  package func forEachBlock<Worker: RecordWorker>(
    worker: () -> Worker, consume: (Worker.Product, Set<Int>) throws -> Void
  ) throws -> RecordSummary {
    try BlockPass<Worker>(self).run(worker: worker, consume: consume)
  }
}
