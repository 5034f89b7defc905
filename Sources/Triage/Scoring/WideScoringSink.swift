/// Sums the table rows of a prompt's features, any number of columns of half or single precision, four at a time.
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
    let known = unsafe rows.keepKnown(features, count: count)
    for vector in unsafe 0..<vectors {
      let offset = Row.offset &+ 4 &* vector &* Row.size
      var sum = unsafe sums[vector]
      for index in 0..<known { sum += unsafe Row.load(rows.weights(features[index], offset: offset)) }
      unsafe sums[vector] = sum
    }
  }

  /// What all features said, as ``DoubtTable/entries``.
  @inline(__always)
  var doubt: SIMD2<UInt64> { unsafe rows.doubt }
}

/// The same of bytes, sixteen columns at a time, in integers of 16 bits.
///
/// ```
/// x = sixteen bytes of a row, read as eight 16-bit numbers, the lower byte the earlier column
/// even += x << 8 >> 8,   odd += x >> 8          arithmetic shifts: the sign goes along
/// ```
///
/// A batch has at most 248 features, and 248 · 127 is below 2^15. Sums of bytes are exact in integers as in single
/// precision, so the result is ``WideScoringSink``'s to the bit.
@unsafe struct WideByteSink: @unsafe DistinctFeatureSink {
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
    let known = unsafe rows.keepKnown(features, count: count)
    let byte = SIMD8<Int16>(repeating: 8)
    for first in unsafe stride(from: 0, to: vectors, by: 4) {
      let offset = Int8Row.offset &+ 4 &* first
      var even = SIMD8<Int16>()
      var odd = SIMD8<Int16>()
      for index in 0..<known {
        let row = unsafe rows.weights(features[index], offset: offset)
        let x = unsafe row.loadUnaligned(as: SIMD8<Int16>.self)
        even &+= (x &<< byte) &>> byte
        odd &+= x &>> byte
      }
      unsafe add(even, odd, from: first)
    }
  }

  /// Adds sixteen columns' sums, four to a vector, as far as there are vectors.
  private func add(_ even: SIMD8<Int16>, _ odd: SIMD8<Int16>, from first: Int) {
    for vector in unsafe first..<min(first + 4, vectors) {
      let pair = 2 * (vector - first)
      unsafe sums[vector] += SIMD4(
        Float(even[pair]), Float(odd[pair]), Float(even[pair + 1]), Float(odd[pair + 1]))
    }
  }

  /// What all features said, as ``DoubtTable/entries``.
  @inline(__always)
  var doubt: SIMD2<UInt64> { unsafe rows.doubt }
}
