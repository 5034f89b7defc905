import Foundation

/// Names of decisions: `td_` and 32 hexadecimal digits, ascending with time (the layout of UUID version 7, RFC 9562: 48
/// bits of milliseconds, then random bits).
enum DecisionIdentifier {
  static func make(microseconds: Int64) -> String {
    let high = UInt64(clamping: microseconds / 1000) << 16 | 0x7000 | UInt64.random(in: 0..<0x1000)
    let low = UInt64.random(in: .min ... .max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return "td_" + hexadecimal(high) + hexadecimal(low)
  }

  private static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The time of day in microseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
