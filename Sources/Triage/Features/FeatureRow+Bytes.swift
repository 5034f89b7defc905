extension FeatureRow {
  /// The layout's version, its first byte; 4 holds features of version 3.
  static let version: UInt8 = 4
  /// Bytes before the features.
  package static let head = 4 + 8 * 10 + 4

  /// The row as bytes, little-endian: a version byte, three zeros, all bytes and the counts of what was read in 64 bits
  /// each, the four symbol lanes, the number of features in 32 bits, each in 32 bits, in order, then a bit a feature,
  /// 1 for a word; the last byte filled up with zeros.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = [FeatureRow.version, 0, 0, 0]
    bytes.reserveCapacity(Self.head + 4 * features.count + (features.count + 7) / 8)
    bytes.append(UInt64(clamping: counts.totalBytes))
    for index in counts.read.indices { bytes.append(UInt64(clamping: counts.read[index])) }
    bytes.append(counts.symbols)
    bytes.append(UInt32(clamping: features.count))
    for feature in features { bytes.append(feature) }
    for start in stride(from: 0, to: isWord.count, by: 8) {
      var byte: UInt8 = 0
      for index in start..<min(start + 8, isWord.count) where isWord[index] {
        byte |= 1 << UInt8(index - start)
      }
      bytes.append(byte)
    }
    return bytes
  }

  /// Reads what ``bytes`` wrote; nil for anything else, and for counts that no walk over a prompt comes to.
  ///
  /// Any bytes are safe, and a row that was made up is scored like any other: its sums cannot overflow.
  public init?(bytes: [UInt8]) {
    let head = Self.head
    guard bytes.count >= head, bytes[0] == FeatureRow.version, bytes[1...3].allSatisfy({ $0 == 0 })
    else { return nil }
    let count = Int(bytes.number(at: head - 4) as UInt32)
    let bits = head + 4 * count
    guard bytes.count == bits + (count + 7) / 8 else { return nil }
    if count % 8 != 0, bytes[bytes.count - 1] >> UInt8(count % 8) != 0 { return nil }
    var numbers: [UInt64] = []
    for index in 0..<10 { numbers.append(bytes.number(at: 4 + 8 * index)) }
    // What a walk can count: of 48 bits of bytes no more than the widest window is read, a word has a byte at least
    // and comes with one pair at most.
    let read = numbers[1]
    guard numbers[0] < 1 << 48, read <= min(numbers[0], UInt64(ModelFormat.maximumWindow)),
      numbers[2..<9].allSatisfy({ $0 <= read }), UInt64(count) <= 2 * read
    else { return nil }
    counts = ShapeCounts()
    counts.totalBytes = Int(numbers[0])
    for index in counts.read.indices { counts.read[index] = Int(numbers[1 + index]) }
    counts.symbols = numbers[9]
    features = stride(from: head, to: bits, by: 4).map { bytes.number(at: $0) }
    isWord = (0..<count).map { bytes[bits + $0 / 8] >> UInt8($0 % 8) & 1 == 1 }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  fileprivate func number<Number: FixedWidthInteger>(at offset: Int) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(truncatingIfNeeded: self[offset + $1]) << (8 * $1) }
  }
}
