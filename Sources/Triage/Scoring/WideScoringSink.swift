/// Sums the table rows of a prompt's features, any number of columns, as their kind of row does it best.
@unsafe struct WideScoringSink<Row: RowDecoder>: @unsafe DistinctFeatureSink {
  private var rows: RowFilter
  /// `vectors` of them, zeroed by the caller, alive during the scan.
  private let sums: UnsafeMutablePointer<SIMD4<Float>>
  private let vectors: Int

  @inline(__always)
  init(_ view: ModelView, sums: UnsafeMutablePointer<SIMD4<Float>>, vectors: Int) {
    unsafe rows = unsafe RowFilter(view)
    unsafe self.sums = unsafe sums
    unsafe self.vectors = vectors
  }

  @inline(__always)
  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count: Int) {
    unsafe Row.add(rows.keepKnown(features, count: count), to: sums, vectors: vectors)
  }

  /// What all features said.
  @inline(__always)
  var doubt: Doubt { unsafe rows.doubt }
}
