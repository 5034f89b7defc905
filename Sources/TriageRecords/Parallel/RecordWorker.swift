/// What one thread of a parallel pass makes of a block of records.
///
/// A worker sees the records of one block in order, then hands over what it made of them, then those of another
/// block: anywhere in the files, so nothing may be carried from block to block but buffers. What it makes reaches the
/// consumer in the order of the files, so that the outcome does not depend on the number of threads.
package protocol RecordWorker: SendableMetatype {
  /// What became of a block.
  associatedtype Product: Sendable

  /// Takes in the next good record of the block.
  mutating func take(_ record: OutcomeRecord)

  /// The block's product; the worker starts the next block afresh.
  mutating func finish() -> Product
}
