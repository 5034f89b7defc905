/// Sums the rows of the commonest table: two columns of bytes, so that a row is one 32-bit word.
///
/// ```
/// row = fingerprint | rarity << 8 | first << 16 | second << 24        (``ModelFormat``)
/// for each feature:       rows[i] = table[feature mod rows]
/// for each four of them:  rows = row.fingerprint == top byte of feature, and rarity > 0 ? row : 0
///                         sums += their bytes, sign-extended
/// for each row:           doubt += doubts[row.rarity]
/// ```
///
/// A row that is another feature's, or nobody's, counts as zeros, so nothing branches. Sums of bytes are exact, in
/// integers as in single precision, so the result is ``ScoringSink``'s to the bit.
///
/// The pointers are the model view's, which outlives the scan; a row number is masked below the row count that was
/// checked against the section's length.
@unsafe struct PairSink: @unsafe DistinctFeatureSink {
  private let table: UnsafePointer<UInt32>
  private let mask: UInt32
  private let doubts: UnsafePointer<UInt64>
  private var first = 0
  private var second = 0
  private(set) var doubt = Doubt()

  /// Whether a model's table is of this kind and lies where whole words can be read.
  @inline(__always)
  static func reads(_ view: ModelView) -> Bool {
    view.configuration.kind == .int8 && view.configuration.stride == 4
      && UInt(bitPattern: unsafe view.table) & 3 == 0
  }

  /// - Precondition: ``reads(_:)``.
  @inline(__always)
  init(_ view: ModelView) {
    unsafe table = unsafe view.table.assumingMemoryBound(to: UInt32.self)
    unsafe mask = UInt32(view.configuration.rows - 1)
    unsafe doubts = view.doubts.entries
  }

  @inline(__always)
  mutating func take(_ features: UnsafeMutablePointer<UInt32>, count: Int) {
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: TokenBatch.room) { rows in
      let rows = unsafe rows.baseAddress.unsafelyUnwrapped
      unsafe gather(features, rows, count)
      unsafe sum(features, rows, count)
      unsafe addDoubts(rows, count)
    }
  }

  /// Every row that is asked for, with nothing between that could hold up the next; and rows of zeros up to a vector.
  @inline(__always)
  private func gather(
    _ features: UnsafeMutablePointer<UInt32>, _ rows: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let table = unsafe table
    let mask = unsafe mask
    for index in 0..<count { unsafe rows[index] = table[Int(features[index] & mask)].littleEndian }
    for index in count..<count &+ 4 { unsafe (features[index], rows[index]) = (0, 0) }
  }

  /// Leaves zeros of rows that are other features' or nobody's, and adds up the columns.
  @inline(__always)
  private mutating func sum(
    _ features: UnsafeMutablePointer<UInt32>, _ rows: UnsafeMutablePointer<UInt32>, _ count: Int
  ) {
    let byte = SIMD4<Int32>(repeating: 8)
    let three = SIMD4<Int32>(repeating: 24)
    var firsts = SIMD4<Int32>()
    var seconds = SIMD4<Int32>()
    for index in stride(from: 0, to: count, by: 4) {
      let own = unsafe RowFilter.keepOwn(features, rows, at: index)
      let signed = unsafe unsafeBitCast(own, to: SIMD4<Int32>.self)
      firsts &+= (signed &<< byte) &>> three
      seconds &+= signed &>> three
    }
    unsafe first &+= Int(firsts.wrappedSum())
    unsafe second &+= Int(seconds.wrappedSum())
  }

  @inline(__always)
  private mutating func addDoubts(_ rows: UnsafeMutablePointer<UInt32>, _ count: Int) {
    let doubts = unsafe doubts
    var sum: UInt64 = 0
    for index in 0..<count { unsafe sum &+= doubts[Int((rows[index] &>> 8) & 0xFF)] }
    unsafe doubt.add(sum)
  }

  /// The two sums, before the columns' scales.
  @inline(__always)
  var columns: SIMD4<Float> { unsafe SIMD4(Float(first), Float(second), 0, 0) }
}
