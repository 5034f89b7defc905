/// Reads what a ``ByteWriter`` wrote, from any bytes: what does not fit throws.
struct ByteReader {
  struct Mismatch: Error {}

  private let bytes: ArraySlice<UInt8>
  private var next: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.next = bytes.startIndex
  }

  var isAtEnd: Bool { next == bytes.endIndex }

  private mutating func byte() throws(Mismatch) -> UInt8 {
    guard next < bytes.endIndex else { throw Mismatch() }
    defer { next += 1 }
    return bytes[next]
  }

  private mutating func slice(_ count: Int) throws(Mismatch) -> ArraySlice<UInt8> {
    guard count >= 0, count <= bytes.endIndex - next else { throw Mismatch() }
    defer { next += count }
    return bytes[next..<next + count]
  }

  private mutating func unsigned() throws(Mismatch) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let part = try byte()
      value |= UInt64(part & 0x7F) << shift
      if part < 0x80 { return value }
    }
    throw Mismatch()
  }

  private mutating func count() throws(Mismatch) -> Int {
    let value = try unsigned()
    // Every entry takes a byte at least, so a count beyond what is left is wrong, and reserves nothing.
    guard value <= UInt64(bytes.endIndex - next) else { throw Mismatch() }
    return Int(value)
  }

  mutating func wide() throws(Mismatch) -> Int64 {
    let value = try unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func number() throws(Mismatch) -> Int { Int(try wide()) }

  mutating func flag() throws(Mismatch) -> Bool { try byte() != 0 }

  mutating func double() throws(Mismatch) -> Double {
    var bits: UInt64 = 0
    for (index, byte) in try slice(8).enumerated() { bits |= UInt64(byte) << UInt64(8 * index) }
    return Double(bitPattern: bits)
  }

  mutating func text() throws(Mismatch) -> String { String(decoding: try slice(count()), as: UTF8.self) }

  mutating func blob() throws(Mismatch) -> [UInt8] { [UInt8](try slice(count())) }

  mutating func texts() throws(Mismatch) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try count()) { texts.append(try text()) }
    return texts
  }

  mutating func list<Value>(_ body: (inout ByteReader) throws(Mismatch) -> Value) throws(Mismatch) -> [Value]
  {
    var values: [Value] = []
    for _ in 0..<(try count()) { values.append(try body(&self)) }
    return values
  }

  mutating func option<Value>(_ body: (inout ByteReader) throws(Mismatch) -> Value) throws(Mismatch) -> Value?
  {
    try flag() ? try body(&self) : nil
  }
}
