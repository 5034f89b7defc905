/// Little-endian numbers, one after another.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
  mutating func append(_ value: Float) { append(value.bitPattern) }
  mutating func append(_ value: Double) { append(value.bitPattern) }
  mutating func append(_ values: [Float]) {
    for value in values { append(value) }
  }
  mutating func append(count: Int) { append(UInt32(clamping: count)) }
}

/// Names, each kept once, referred to by offset and length.
struct StringPool {
  private(set) var bytes: [UInt8] = []
  private var places: [String: Int] = [:]

  mutating func place(_ name: String) -> (offset: Int, length: Int) {
    let utf8 = Array(name.utf8)
    if let offset = places[name] { return (offset, utf8.count) }
    let offset = bytes.count
    places[name] = offset
    bytes += utf8
    return (offset, utf8.count)
  }
}
