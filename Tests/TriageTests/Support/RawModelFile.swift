@testable import Triage

/// A model file taken to pieces by the layout in `ModelFormat`, and put together again with a right checksum.
struct RawModelFile {
  struct Section {
    var tag: String
    var bytes: [UInt8]
  }

  var minor: UInt16 = 0
  var identity: [UInt8]
  var sections: [Section]

  /// Whether the bytes can be taken to pieces.
  static func isWhole(_ file: [UInt8]) -> Bool {
    do throws(ModelError) {
      _ = try Router(copying: file)
      return true
    } catch {
      return false
    }
  }

  /// - Precondition: the file is sound.
  init(_ file: [UInt8]) {
    minor = UInt16(Self.number(file, 10, 2))
    identity = Array(file[32..<64])
    sections = (0..<Int(Self.number(file, 64, 4))).map { entry in
      let at = 72 + 24 * entry
      let start = Int(Self.number(file, at + 8, 8))
      let length = Int(Self.number(file, at + 16, 8))
      return Section(
        tag: String(decoding: file[at..<at + 4], as: UTF8.self), bytes: Array(file[start..<start + length]))
    }
  }

  subscript(tag: String) -> [UInt8] {
    get { sections.first { $0.tag == tag }?.bytes ?? [] }
    set {
      guard let index = sections.firstIndex(where: { $0.tag == tag }) else { return }
      sections[index].bytes = newValue
    }
  }

  mutating func remove(_ tag: String) { sections.removeAll { $0.tag == tag } }

  func file() -> [UInt8] {
    var file: [UInt8] = [0x89] + Array("TRIAGE\n".utf8)
    file += Self.bytes(1, 2) + Self.bytes(UInt64(minor), 2) + Self.bytes(0x0102_0304, 4)
    file += [UInt8](repeating: 0, count: 16) + identity
    file += Self.bytes(UInt64(sections.count), 4) + [0, 0, 0, 0]
    var offset = 72 + 24 * sections.count
    var body: [UInt8] = []
    for section in sections {
      let padding = (64 - offset % 64) % 64
      body += [UInt8](repeating: 0, count: padding) + section.bytes
      offset += padding
      file += Array(section.tag.utf8) + [0, 0, 0, 0]
      file += Self.bytes(UInt64(offset), 8) + Self.bytes(UInt64(section.bytes.count), 8)
      offset += section.bytes.count
    }
    file += body
    file.replaceSubrange(16..<24, with: Self.bytes(UInt64(file.count), 8))
    return Self.sealed(file)
  }

  /// The same bytes with the checksum that belongs to them.
  static func sealed(_ file: [UInt8]) -> [UInt8] {
    guard file.count >= 32 else { return file }
    var file = file
    let seed = Array(file[..<24]).withUnsafeBytes { Checksum.xxh64($0, seed: 0) }
    let sum = Array(file[32...]).withUnsafeBytes { Checksum.xxh64($0, seed: seed) }
    file.replaceSubrange(24..<32, with: bytes(sum, 8))
    return file
  }

  static func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
  }
}

extension [UInt8] {
  /// Replaces four bytes by a number.
  mutating func set(_ at: Int, _ value: UInt32) {
    replaceSubrange(at..<at + 4, with: RawModelFile.bytes(UInt64(value), 4))
  }

  mutating func set(_ at: Int, _ value: Float) { set(at, value.bitPattern) }
}
