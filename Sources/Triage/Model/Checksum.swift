/// XXH64, a fast checksum of whole files (Yann Collet, xxHash specification 0.1.1; BSD-2-Clause).
///
/// Guards against damage, not against an attacker: every offset and count is checked besides.
package enum Checksum {
  private static let p1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let p2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let p3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let p4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let p5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The checksum of `bytes` from a seed; linear, some gigabytes a second.
  package static func xxh64(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    let count = bytes.count
    var offset = 0
    var hash: UInt64
    if count >= 32 {
      var lanes = SIMD4<UInt64>(seed &+ p1 &+ p2, seed &+ p2, seed, seed &- p1)
      while offset + 32 <= count {
        for lane in 0..<4 {
          lanes[lane] = unsafe round(lanes[lane], word(bytes, offset + lane * 8))
        }
        offset += 32
      }
      hash =
        rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
      for lane in 0..<4 { hash = (hash ^ round(0, lanes[lane])) &* p1 &+ p4 }
    } else {
      hash = seed &+ p5
    }
    hash &+= UInt64(count)
    while offset + 8 <= count {
      hash = unsafe rotate(hash ^ round(0, word(bytes, offset)), 27) &* p1 &+ p4
      offset += 8
    }
    if offset + 4 <= count {
      let half = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
      hash = rotate(hash ^ (UInt64(half) &* p1), 23) &* p2 &+ p3
      offset += 4
    }
    while offset < count {
      hash = unsafe rotate(hash ^ (UInt64(bytes[offset]) &* p5), 11) &* p1
      offset += 1
    }
    hash = (hash ^ hash >> 33) &* p2
    hash = (hash ^ hash >> 29) &* p3
    return hash ^ hash >> 32
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func round(_ accumulator: UInt64, _ input: UInt64) -> UInt64 {
    rotate(accumulator &+ input &* p2, 31) &* p1
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ by: UInt64) -> UInt64 {
    value << by | value >> (64 - by)
  }
}
