/// Bytes as text in the standard alphabet of RFC 4648, section 4, with padding.
package enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  /// The value of each digit, 64 for what is none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 64, count: 256)
    for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
    return values
  }()

  /// The text of these bytes.
  package static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var word: UInt32 = 0
      for index in 0..<3 { word = word << 8 | (index < count ? UInt32(bytes[start + index]) : 0) }
      for index in 0..<4 {
        output.append(index <= count ? digits[Int(word >> UInt32(18 - 6 * index) & 63)] : UInt8(ascii: "="))
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes of a text; nil unless it is just what ``text(_:)`` writes of them: no white space, nothing missing, no
  /// bits set that stand for nothing.
  package static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3)
    for start in stride(from: 0, to: text.count, by: 4) {
      let isLast = start + 4 == text.count
      var word: UInt32 = 0
      for index in 0..<4 {
        let isPadding = isLast && index >= 4 - padding
        let value = isPadding ? 0 : values[Int(text[start + index])]
        guard value < 64 else { return nil }
        word = word << 6 | UInt32(value)
      }
      let count = isLast ? 3 - padding : 3
      guard word & (1 << UInt32(8 * (3 - count)) - 1) == 0 else { return nil }
      for index in 0..<count { output.append(UInt8(truncatingIfNeeded: word >> UInt32(16 - 8 * index))) }
    }
    return output
  }
}
