/// The table rows that belong to features of a batch, in the batch's order: where the weights of each start.
///
/// The table is the model view's, which outlives the scan, and the numbers stand in the batch, until it is filled again.
/// Each is below the table's row count: ``RowFilter`` masked it.
@unsafe struct KnownRows {
  private let table: UnsafeRawPointer
  private let stride: Int
  private let numbers: UnsafePointer<UInt32>
  /// How many there are, at most the features of one batch.
  let count: Int

  @inline(__always)
  init(table: UnsafeRawPointer, stride: Int, numbers: UnsafePointer<UInt32>, count: Int) {
    unsafe self.table = unsafe table
    unsafe self.stride = stride
    unsafe self.numbers = unsafe numbers
    unsafe self.count = count
  }

  /// `offset` bytes into the row with this index, below ``count``; sixteen bytes can be read from any of its weights.
  @inline(__always)
  func bytes(_ index: Int, offset: Int) -> UnsafeRawPointer {
    unsafe table + (Int(numbers[index]) &* stride &+ offset)
  }
}
