/// Reads numbers from one section, in order, never past its end.
///
/// The bytes must stay valid while the reader lives: it is made and dropped inside ``ModelView``'s
/// initialiser, which holds the file.
@unsafe struct SectionReader {
  let section: ModelFormat.Section
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  init(_ section: ModelFormat.Section, _ bytes: UnsafeRawBufferPointer) {
    unsafe self.section = section
    unsafe self.bytes = bytes
  }

  var remaining: Int { unsafe bytes.count - offset }

  func invalid(_ reason: String) -> ModelError { unsafe .invalidSection(section.name, reason: reason) }

  private mutating func take(_ count: Int) throws(ModelError) -> Int {
    guard unsafe remaining >= count else {
      throw unsafe invalid("ends at byte \(bytes.count), expected \(count) more after \(offset)")
    }
    defer { unsafe offset += count }
    return unsafe offset
  }

  /// Refuses what is left over: a section is as long as its content.
  func finish() throws(ModelError) {
    guard unsafe remaining == 0 else { throw unsafe invalid("\(remaining) bytes too many") }
  }

  mutating func uint32() throws(ModelError) -> UInt32 {
    let at = unsafe try take(4)
    return unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian
  }

  /// A count or size, refused outside `range`.
  mutating func count(_ name: String, in range: ClosedRange<Int>) throws(ModelError) -> Int {
    let value = unsafe Int(try uint32())
    guard range.contains(value) else {
      throw unsafe invalid("\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  /// A finite single-precision number.
  mutating func float(_ name: String) throws(ModelError) -> Float {
    let value = unsafe Float(bitPattern: try uint32())
    guard value.isFinite else { throw unsafe invalid("\(name) is not a finite number") }
    return value
  }

  mutating func floats(_ name: String, count: Int) throws(ModelError) -> [Float] {
    guard unsafe remaining >= count * 4 else {
      throw unsafe invalid("\(name) has \(remaining) bytes left, expected \(count * 4)")
    }
    var values: [Float] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(unsafe try float(name)) }
    return values
  }

  /// A finite double-precision number.
  mutating func double(_ name: String) throws(ModelError) -> Double {
    let at = unsafe try take(8)
    let value = unsafe Double(
      bitPattern: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
    guard value.isFinite else { throw unsafe invalid("\(name) is not a finite number") }
    return value
  }
}
