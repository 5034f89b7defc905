import Foundation

/// Names of decisions: `td_` and 32 hexadecimal digits, ascending with time (the layout of UUID version 7, RFC 9562: 48
/// bits of milliseconds, then random bits).
enum DecisionIdentifier {
  static func make(microseconds: Int64) -> String {
    let high = UInt64(clamping: microseconds / 1000) << 16 | 0x7000 | UInt64.random(in: 0..<0x1000)
    let low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return String(unsafeUninitializedCapacity: 35) { text in
      for (index, byte) in "td_".utf8.enumerated() { text[index] = byte }
      for digit in 0..<32 {
        let number = digit < 16 ? high : low
        let nibble = UInt8(truncatingIfNeeded: number >> UInt64(60 - digit % 16 * 4)) & 15
        text[3 + digit] = nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") - 10 + nibble
      }
      return 35
    }
  }

  /// The time of day in microseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
