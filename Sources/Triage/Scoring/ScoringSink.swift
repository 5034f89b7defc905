/// Sums the table rows of a prompt's features, up to four columns, in one vector register.
@unsafe struct ScoringSink<Row: RowDecoder>: @unsafe DistinctFeatureSink {
  private var rows: RowFilter
  private(set) var sums = SIMD4<Float>()

  @inline(__always)
  init(_ view: ModelView) { unsafe rows = unsafe RowFilter(view) }

  @inline(__always)
  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count: Int) {
    let known = unsafe rows.keepKnown(features, count: count)
    var sum = unsafe sums
    for index in unsafe 0..<known.count { sum += unsafe Row.load(known.bytes(index, offset: Row.offset)) }
    unsafe sums = sum
  }

  /// What all features said.
  @inline(__always)
  var doubt: Doubt { unsafe rows.doubt }
}
