extension FeatureRow {
  /// The layout's version, its first byte.
  static let version: UInt8 = 1

  /// The row as bytes, little-endian: a version byte, three zeros, eight counts of 64 bits, the four symbol lanes,
  /// then 32 bits a feature in order.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = [FeatureRow.version, 0, 0, 0]
    bytes.reserveCapacity(4 + 8 * 10 + 4 * features.count)
    for number in [
      counts.totalBytes, counts.bytes, counts.words, counts.wordBytes, counts.digits, counts.uppercase,
      counts.highBytes, counts.ideographs, counts.newlines,
    ] {
      bytes.append(UInt64(clamping: number))
    }
    bytes.append(counts.symbols)
    for feature in features { bytes.append(feature) }
    return bytes
  }

  /// Reads what ``bytes`` wrote; nil for anything else.
  public init?(bytes: [UInt8]) {
    let head = 4 + 8 * 10
    guard bytes.count >= head, (bytes.count - head) % 4 == 0, bytes[0] == FeatureRow.version,
      bytes[1...3].allSatisfy({ $0 == 0 })
    else { return nil }
    var numbers: [UInt64] = []
    for index in 0..<10 { numbers.append(bytes.number(at: 4 + 8 * index)) }
    // What a walk can count fits 48 bits with room to spare; more is not a row.
    guard numbers.dropLast().allSatisfy({ $0 < 1 << 48 }) else { return nil }
    counts = ShapeCounts()
    counts.totalBytes = Int(numbers[0])
    counts.bytes = Int(numbers[1])
    counts.words = Int(numbers[2])
    counts.wordBytes = Int(numbers[3])
    counts.digits = Int(numbers[4])
    counts.uppercase = Int(numbers[5])
    counts.highBytes = Int(numbers[6])
    counts.ideographs = Int(numbers[7])
    counts.newlines = Int(numbers[8])
    counts.symbols = numbers[9]
    features = stride(from: head, to: bytes.count, by: 4).map { bytes.number(at: $0) }
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
