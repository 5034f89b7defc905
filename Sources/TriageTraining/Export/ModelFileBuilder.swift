import Triage
import TriageRecords

/// Puts sections together into a model file: header, table of sections, digest and checksum.
///
/// See ``ModelFormat`` for the layout. The same sections give the same bytes.
struct ModelFileBuilder {
  /// The version that the header names.
  var minor = ModelFormat.minor
  private var sections: [(tag: UInt32, bytes: [UInt8])] = []

  /// Adds a section, or replaces it.
  mutating func set(_ section: ModelFormat.Section, _ bytes: [UInt8]) { set(tag: section.rawValue, bytes) }

  /// The same of one that this version may not know.
  mutating func set(tag: UInt32, _ bytes: [UInt8]) {
    if let index = sections.firstIndex(where: { $0.tag == tag }) {
      sections[index].bytes = bytes
    } else {
      sections.append((tag, bytes))
    }
  }

  /// The file.
  func build() -> [UInt8] {
    let alignment = ModelFormat.alignment
    func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
    var table = ByteWriter()
    table.append(count: sections.count)
    table.append(UInt32(0))
    var offset = aligned(ModelFormat.headerLength + sections.count * ModelFormat.entryLength)
    var starts: [Int] = []
    for entry in sections {
      table.append(entry.tag)
      table.append(UInt32(0))
      table.append(UInt64(offset))
      table.append(UInt64(entry.bytes.count))
      starts.append(offset)
      offset = aligned(offset + entry.bytes.count)
    }
    var body = table.bytes
    for (entry, start) in zip(sections, starts) {
      body += [UInt8](repeating: 0, count: start - 64 - body.count)
      body += entry.bytes
    }
    let length = 64 + body.count
    var header = ByteWriter()
    for byte in ModelFormat.magic { header.append(byte) }
    header.append(ModelFormat.major)
    header.append(minor)
    header.append(ModelFormat.byteOrder)
    header.append(UInt64(length))
    let digest = sha256(body)
    let seed = header.bytes.withUnsafeBytes { Checksum.xxh64($0, seed: 0) }
    let checked = digest + body
    header.append(checked.withUnsafeBytes { Checksum.xxh64($0, seed: seed) })
    return header.bytes + checked
  }
}
