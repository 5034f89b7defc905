/// Bytes in order, from a file, a pipe, a copy on disk, or an inflater over one of them.
///
/// A class protocol, so that an inflater can own its upstream and a reader can own either.
protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` with the next bytes, and returns how many: 0 only at the end. It returns as
  /// soon as there are any, so a pipe's lines are seen when they are written. `buffer` must not be empty.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordError) -> Int
}
