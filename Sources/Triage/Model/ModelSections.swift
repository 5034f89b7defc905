/// The header and the section table of a model file, checked.
///
/// Holds the caller's pointer: valid as long as the file is mapped, which ``ModelStorage`` guarantees.
@unsafe struct ModelSections {
  let identity: RouterIdentity
  private let bytes: UnsafeRawBufferPointer
  private var ranges: [ModelFormat.Section: Range<Int>] = [:]

  /// Checks length, magic, byte order, version, checksum and that every section lies inside the file.
  init(_ bytes: UnsafeRawBufferPointer) throws(ModelError) {
    // The magic first, as far as there is any: a short text is no model that was cut.
    for (index, byte) in ModelFormat.magic.prefix(bytes.count).enumerated() {
      guard unsafe bytes[index] == byte else { throw .notAModel }
    }
    guard bytes.count >= ModelFormat.headerLength else {
      throw .truncated(length: bytes.count, expected: ModelFormat.headerLength)
    }
    let order = unsafe bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self).littleEndian
    guard order == ModelFormat.byteOrder else { throw .wrongByteOrder }
    let major = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian
    guard major == ModelFormat.major else {
      throw .unsupportedVersion(found: Int(major), supported: Int(ModelFormat.major))
    }
    let length = unsafe bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self).littleEndian
    guard length == UInt64(bytes.count) else {
      throw .truncated(length: bytes.count, expected: Int(clamping: length))
    }
    let checksum = unsafe bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self).littleEndian
    let seed = unsafe Checksum.xxh64(UnsafeRawBufferPointer(rebasing: bytes[0..<24]), seed: 0)
    let actual = unsafe Checksum.xxh64(UnsafeRawBufferPointer(rebasing: bytes[32...]), seed: seed)
    guard actual == checksum else { throw .checksumMismatch }
    unsafe self.bytes = bytes
    unsafe identity = RouterIdentity(bytes, at: 32)

    let count = unsafe Int(bytes.loadUnaligned(fromByteOffset: 64, as: UInt32.self).littleEndian)
    guard (1...ModelFormat.maximumSections).contains(count) else {
      throw .invalidSection(
        "table", reason: "\(count) sections, expected 1 to \(ModelFormat.maximumSections)")
    }
    let tableEnd = ModelFormat.headerLength + count * ModelFormat.entryLength
    guard bytes.count >= tableEnd else { throw .truncated(length: bytes.count, expected: tableEnd) }
    for entry in 0..<count {
      let at = ModelFormat.headerLength + entry * ModelFormat.entryLength
      let tag = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self).littleEndian
      guard let section = ModelFormat.Section(rawValue: tag) else { continue }  // a later minor version's
      let offset = unsafe bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self).littleEndian
      let size = unsafe bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self).littleEndian
      let (end, overflow) = offset.addingReportingOverflow(size)
      guard !overflow, offset >= UInt64(tableEnd), end <= length,
        offset % UInt64(ModelFormat.alignment) == 0
      else { throw .invalidSection(section.name, reason: "lies outside the file or is not aligned") }
      guard unsafe ranges[section] == nil else {
        throw .invalidSection(section.name, reason: "stands twice")
      }
      unsafe ranges[section] = Int(offset)..<Int(end)
    }
  }

  func has(_ section: ModelFormat.Section) -> Bool { unsafe ranges[section] != nil }

  /// The bytes of a section.
  func content(_ section: ModelFormat.Section) throws(ModelError) -> UnsafeRawBufferPointer {
    guard let range = unsafe ranges[section] else { throw .missingSection(section.name) }
    return unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
  }

  func reader(_ section: ModelFormat.Section) throws(ModelError) -> SectionReader {
    unsafe SectionReader(section, try content(section))
  }

  /// A name in the string section.
  func string(at offset: Int, length: Int) throws(ModelError) -> String {
    let strings = unsafe try content(.strings)
    guard offset <= strings.count, length <= strings.count - offset else {
      throw .invalidSection("STRS", reason: "a name lies outside the section")
    }
    return unsafe String(decoding: strings[offset..<offset + length], as: UTF8.self)
  }
}
