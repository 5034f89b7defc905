extension Int8Row {
  /// Sixteen columns at a time, in integers of 16 bits.
  ///
  /// ```
  /// x = sixteen bytes of a row, read as eight 16-bit numbers, the lower byte the earlier column
  /// even += x << 8 >> 8,   odd += x >> 8          arithmetic shifts: the sign goes along
  /// ```
  ///
  /// A batch has at most 248 rows, and 248 · 128 is below 2^15. Sums of bytes are exact in integers as in single
  /// precision, so they are the four-wide ones to the bit.
  @inline(__always)
  static func add(_ rows: KnownRows, to sums: UnsafeMutablePointer<SIMD4<Float>>, vectors: Int) {
    let byte = SIMD8<Int16>(repeating: 8)
    for first in stride(from: 0, to: vectors, by: 4) {
      let at = offset &+ 4 &* first
      var even = SIMD8<Int16>()
      var odd = SIMD8<Int16>()
      for index in unsafe 0..<rows.count {
        let x = unsafe pairs(rows.bytes(index, offset: at))
        even &+= (x &<< byte) &>> byte
        odd &+= x &>> byte
      }
      for vector in first..<min(first + 4, vectors) {
        let pair = 2 * (vector - first)
        unsafe sums[vector] += SIMD4(
          Float(even[pair]), Float(odd[pair]), Float(even[pair + 1]), Float(odd[pair + 1]))
      }
    }
  }

  @inline(__always)
  private static func pairs(_ weights: UnsafeRawPointer) -> SIMD8<Int16> {
    let pairs = unsafe weights.loadUnaligned(as: SIMD8<Int16>.self)
    #if _endian(little)
      return pairs
    #else
      let low = SIMD8<Int16>(repeating: 0xFF)
      let byte = SIMD8<Int16>(repeating: 8)
      return (pairs &<< byte) | ((pairs &>> byte) & low)
    #endif
  }
}
