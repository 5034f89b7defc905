import Triage

/// Rewrites parts of a finished model file: what `triage calibrate` needs, and nothing that needs a refit. Sections that a
/// later minor version added, and its number, go over as they are.
public struct ModelFileEditor {
  private var sections: [(tag: UInt32, bytes: [UInt8])] = []
  private let minor: UInt16

  /// Takes a model file apart.
  ///
  /// - Throws: `ModelError` if it is not sound.
  public init(_ file: [UInt8]) throws(ModelError) {
    _ = try Router(copying: file)  // every offset below has been checked by this
    func number(_ offset: Int, bytes: Int) -> Int {
      (0..<bytes).reduce(0) { $0 | Int(file[offset + $1]) << ($1 * 8) }
    }
    minor = UInt16(number(10, bytes: 2))
    for entry in 0..<number(64, bytes: 4) {
      let at = ModelFormat.headerLength + entry * ModelFormat.entryLength
      let offset = number(at + 8, bytes: 8)
      sections.append(
        (UInt32(number(at, bytes: 4)), Array(file[offset..<offset + number(at + 16, bytes: 8)])))
    }
  }

  /// The file with other thresholds, the same for every tier, and another manifest.
  public func file(threshold: Float, bandHalfWidth: Float, manifest: [UInt8]) -> [UInt8] {
    var builder = ModelFileBuilder()
    builder.minor = minor
    for (tag, bytes) in sections {
      switch ModelFormat.Section(rawValue: tag) {
      case .policy: builder.set(tag: tag, Self.policy(bytes, threshold: threshold, band: bandHalfWidth))
      case .manifest: builder.set(tag: tag, manifest)
      default: builder.set(tag: tag, bytes)
      }
    }
    return builder.build()
  }

  /// Writes the thresholds over those in a `POLI` section (``ModelFormat``).
  private static func policy(_ bytes: [UInt8], threshold: Float, band: Float) -> [UInt8] {
    var bytes = bytes
    func put(_ value: Float, at offset: Int) {
      for byte in 0..<4 {
        bytes[offset + byte] = UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(byte * 8))
      }
    }
    put(band, at: 4)
    var offset = 16
    while offset + 16 <= bytes.count {
      put(threshold, at: offset)
      let models = (0..<4).reduce(0) { $0 | Int(bytes[offset + 12 + $1]) << ($1 * 8) }
      offset += 16 + models * 4
    }
    return bytes
  }
}
