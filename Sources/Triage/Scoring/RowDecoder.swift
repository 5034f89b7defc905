/// Reads four neighbouring weights of a table row as single precision, before the column scale.
///
/// Loads may run past the row's last weight into the next row or the table's tail; what they bring in from
/// there lands in columns that nobody reads.
protocol RowDecoder {
  /// Where a row's weights start.
  static var offset: Int { get }
  /// Bytes of one weight.
  static var size: Int { get }
  static func load(_ weights: UnsafeRawPointer) -> SIMD4<Float>
  /// Adds the rows' columns to `vectors` sums of four columns each.
  static func add(_ rows: KnownRows, to sums: UnsafeMutablePointer<SIMD4<Float>>, vectors: Int)
}

extension RowDecoder {
  /// Four columns at a time, in the order of the rows.
  @inline(__always)
  static func add(_ rows: KnownRows, to sums: UnsafeMutablePointer<SIMD4<Float>>, vectors: Int) {
    for vector in 0..<vectors {
      let at = offset &+ 4 &* vector &* size
      var sum = unsafe sums[vector]
      for index in unsafe 0..<rows.count { sum += unsafe load(rows.bytes(index, offset: at)) }
      unsafe sums[vector] = sum
    }
  }
}

enum Int8Row: RowDecoder {
  @inline(__always) static var offset: Int { 2 }
  @inline(__always) static var size: Int { 1 }

  @inline(__always)
  static func load(_ weights: UnsafeRawPointer) -> SIMD4<Float> {
    let packed = unsafe weights.loadUnaligned(as: UInt32.self).littleEndian
    let bytes = SIMD4<UInt32>(packed << 24, packed << 16, packed << 8, packed)
    let signed = unsafe unsafeBitCast(bytes, to: SIMD4<Int32>.self)
    return SIMD4<Float>(signed &>> 24)
  }
}

enum Float16Row: RowDecoder {
  @inline(__always) static var offset: Int { 2 }
  @inline(__always) static var size: Int { 2 }

  /// Exponent and mantissa moved into place, then scaled by 2^112: exact for every finite half, subnormals
  /// included (Fabian Giesen, "half to float done quic").
  @inline(__always)
  static func load(_ weights: UnsafeRawPointer) -> SIMD4<Float> {
    #if _endian(little)
      let packed = unsafe weights.loadUnaligned(as: SIMD4<UInt16>.self)
    #else
      let big = unsafe weights.loadUnaligned(as: SIMD4<UInt16>.self)
      let packed = (big &<< 8) | (big &>> 8)
    #endif
    let halves = SIMD4<UInt32>(truncatingIfNeeded: packed)
    let sign = (halves & 0x8000) &<< 16
    let rest = (halves & 0x7FFF) &<< 13
    let magnitude = unsafe unsafeBitCast(rest, to: SIMD4<Float>.self) * Float(bitPattern: 0x7780_0000)
    let bits = unsafe unsafeBitCast(magnitude, to: SIMD4<UInt32>.self) | sign
    return unsafe unsafeBitCast(bits, to: SIMD4<Float>.self)
  }
}

enum Float32Row: RowDecoder {
  @inline(__always) static var offset: Int { 4 }
  @inline(__always) static var size: Int { 4 }

  @inline(__always)
  static func load(_ weights: UnsafeRawPointer) -> SIMD4<Float> {
    unsafe weights.loadUnaligned(as: SIMD4<Float>.self)
  }
}
