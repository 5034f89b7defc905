/// An entry in the file: 20 bytes of head (its length, a checksum, its number in the order of all entries; little-endian) and
/// its content.
extension JournalFile {
  static let head = 20
  /// No entry is longer: what says so is no entry.
  static let longest = 1 << 30

  /// What a file holds.
  struct Content {
    /// The entries, each with its number, up to the first that is not whole.
    var entries: [(number: UInt64, content: ArraySlice<UInt8>)] = []
    /// Whether an entry ended them that is all there and was changed. One that the file's end cuts off is no damage: a
    /// process that is killed leaves such a tail, and nobody was told that it was taken.
    var isDamaged = false
  }

  /// Puts number and checksum into an entry whose first ``head`` bytes are free.
  static func seal(_ entry: inout [UInt8], number: UInt64) {
    put(UInt64(entry.count - head), 4, into: &entry, at: 0)
    put(number, 8, into: &entry, at: 12)
    put(checksum(entry[12...]), 8, into: &entry, at: 4)
  }

  static func parse(_ bytes: [UInt8]) -> Content {
    var content = Content()
    var start = 0
    while bytes.count - start >= head {
      let length = Int(take(bytes, 4, at: start))
      guard length > 0, length <= longest, length <= bytes.count - start - head else { break }
      let end = start + head + length
      guard take(bytes, 8, at: start + 4) == checksum(bytes[(start + 12)..<end]) else {
        content.isDamaged = true
        break
      }
      content.entries.append((take(bytes, 8, at: start + 12), bytes[(start + head)..<end]))
      start = end
    }
    return content
  }

  /// FNV-1a over 64-bit words (the last one filled up with zeros and the length): a tail cut anywhere does not pass.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
      var index = 0
      while index + 8 <= bytes.count {
        hash = mix(hash, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        index += 8
      }
      var last: UInt64 = 0
      while index < bytes.count {
        last = last << 8 | UInt64(bytes[index])
        index += 1
      }
      return mix(hash, last)
    }
  }

  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }

  private static func put(_ value: UInt64, _ count: Int, into bytes: inout [UInt8], at start: Int) {
    for index in 0..<count { bytes[start + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
  }

  private static func take(_ bytes: [UInt8], _ count: Int, at start: Int) -> UInt64 {
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return value
  }
}
