/// Appends values to bytes: integers as LEB128 varints (signed ones zigzag), texts and bytes with their length, options
/// with a byte before.
struct ByteWriter {
  var bytes: [UInt8]

  init(capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  mutating func put(unsigned value: UInt64) {
    var value = value
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: value))
  }

  mutating func put(_ value: Int64) { put(unsigned: UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

  mutating func put(_ value: Int) { put(Int64(value)) }

  mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func put(_ value: Double) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: String) {
    var value = value
    value.withUTF8 { text in
      put(unsigned: UInt64(text.count))
      bytes.append(contentsOf: text)
    }
  }

  mutating func put(_ value: [UInt8]) {
    put(unsigned: UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func put(_ values: [String]) {
    put(unsigned: UInt64(values.count))
    for value in values { put(value) }
  }

  mutating func put<Value>(_ value: Value?, _ body: (inout ByteWriter, Value) -> Void) {
    put(value != nil)
    if let value { body(&self, value) }
  }

  mutating func put(_ value: Int?) { put(value) { $0.put($1) } }
  mutating func put(_ value: Int64?) { put(value) { $0.put($1) } }
  mutating func put(_ value: Bool?) { put(value) { $0.put($1) } }
  mutating func put(_ value: Double?) { put(value) { $0.put($1) } }
  mutating func put(_ value: String?) { put(value) { $0.put($1) } }
  mutating func put(_ value: [UInt8]?) { put(value) { $0.put($1) } }
}
