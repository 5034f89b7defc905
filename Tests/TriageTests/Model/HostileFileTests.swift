import Testing

@testable import Triage

/// Files whose checksum is right and whose content is not.
@Suite("Hostile model files")
struct HostileFileTests {
  private func refused(_ tag: String, _ change: (inout [UInt8]) -> Void) -> String? {
    var raw = RawModelFile(SmallModel.file(hasPrior: tag == "PRIO"))
    change(&raw[tag])
    return SmallModel.wrongSection(raw)
  }

  @Test("A section that is not there is missed by name", arguments: ModelFormat.Section.allCases)
  func missing(section: ModelFormat.Section) {
    var raw = RawModelFile(SmallModel.file(hasPrior: true))
    raw.remove(section.name)
    // A file may have no widths.
    let expected: ModelError? = section == .evidence ? nil : .missingSection(section.name)
    #expect(SmallModel.refusal(raw.file()) == expected)
  }

  @Test("A section cut short by any number of bytes is refused", arguments: ModelFormat.Section.allCases)
  func shortened(section: ModelFormat.Section) {
    let raw = RawModelFile(SmallModel.file(hasPrior: section == .prior))
    for length in 0..<raw[section.name].count where section != .manifest {
      var short = raw
      short[section.name].removeLast(raw[section.name].count - length)
      guard case .invalidSection? = SmallModel.refusal(short.file()) else {
        Issue.record("\(section.name) with \(length) bytes")
        return
      }
    }
  }

  @Test("A section with bytes left over is refused", arguments: ModelFormat.Section.allCases)
  func lengthened(section: ModelFormat.Section) {
    guard section != .manifest, section != .strings else { return }
    #expect(refused(section.name) { $0.append(0) } == section.name)
  }

  @Test("A section that starts or ends outside the file, in the header or unaligned is refused")
  func ranges() {
    let file = SmallModel.file()
    let count = UInt64(file.count)
    for entry in 0..<11 {
      let ranges: [(UInt64, UInt64)] = [
        (count + 64, 0), (0, 64), (64, 64), (320 + 1, 8), (320, count), (320, .max), (.max - 63, 64),
        (.max - 63, .max), (1 << 63, 1 << 63), (256, 8),
      ]
      for (offset, length) in ranges {
        var hostile = file
        let at = 72 + 24 * entry
        hostile.replaceSubrange(
          at + 8..<at + 24, with: RawModelFile.bytes(offset, 8) + RawModelFile.bytes(length, 8))
        guard case .invalidSection? = SmallModel.refusal(RawModelFile.sealed(hostile)) else {
          Issue.record("entry \(entry): \(offset), \(length)")
          return
        }
      }
    }
  }

  @Test("Absurd numbers of sections are refused", arguments: [0, 33, 1 << 20, UInt32.max])
  func sectionCount(count: UInt32) {
    var hostile = SmallModel.file()
    hostile.set(64, count)
    guard case .invalidSection("table", _)? = SmallModel.refusal(RawModelFile.sealed(hostile)) else {
      Issue.record("accepted or misnamed")
      return
    }
  }

  @Test("More sections than the file has room for are refused")
  func tableBeyondEnd() {
    var hostile = Array(SmallModel.file()[..<100])
    hostile.replaceSubrange(16..<24, with: RawModelFile.bytes(100, 8))
    let sections = 11
    #expect(
      SmallModel.refusal(RawModelFile.sealed(hostile))
        == .truncated(length: 100, expected: 72 + 24 * sections))
  }

  @Test("A section that stands twice is refused", arguments: ModelFormat.Section.allCases)
  func twice(section: ModelFormat.Section) {
    var raw = RawModelFile(SmallModel.file(hasPrior: true))
    raw.sections.append(.init(tag: section.name, bytes: raw[section.name]))
    #expect(SmallModel.refusal(raw.file()) == .invalidSection(section.name, reason: "stands twice"))
  }

  @Test("Every size in CONF out of its range is refused")
  func configuration() {
    let wrong: [Int: [UInt32]] = [
      1: [0, 16_385, .max], 2: [16_385, .max], 3: [0, 5, 7, 25, 31, .max], 4: [0, 4, 8, 32, 1 << 31, .max],
      5: [0, 4, 6, 7, 129, .max], 6: [0, 2, 3, .max], 7: [0, 3, 5, 66, .max], 8: [0, 1, 2, 4, 65, .max],
      9: [0, 11, 13, 14, 15, .max], 10: [256, .max], 11: [2, .max], 12: [0, 2, .max], 13: [0, 2, .max],
    ]
    for (field, values) in wrong {
      for value in values {
        var raw = RawModelFile(SmallModel.file())
        raw["CONF"].set(4 * field, value)
        #expect(SmallModel.wrongSection(raw) != nil, "field \(field) as \(value)")
      }
    }
    let own = Int(ModelFormat.featureVersion)
    for version in [0, own - 1, own + 1] {
      var other = RawModelFile(SmallModel.file())
      other["CONF"].set(0, UInt32(version))
      let refusal = SmallModel.refusal(other.file())
      #expect(refusal == .unsupportedFeatures(found: version, supported: own))
      #expect(refusal?.description.contains(version < own ? "train it again" : "a newer Triage") == true)
    }
  }

  @Test("Numbers that are not finite are refused in every section that has them")
  func notFinite() {
    for value in [Float.nan, .infinity, -.infinity, .signalingNaN] {
      #expect(refused("SCAL") { $0.set(8, value) } == "SCAL")
      for place in [0, 12, 24, 30, 72, 75] { #expect(refused("SHAP") { $0.set(4 * place, value) } == "SHAP") }
      #expect(refused("PROJ") { $0.set(36, value) } == "PROJ")
      for place in [4, 8, 16] { #expect(refused("POLI") { $0.set(place, value) } == "POLI") }
      #expect(refused("HEAD") { $0.set(36, value) } == "HEAD")
      #expect(refused("CALB") { $0.set(20, value) } == "CALB")
    }
    for value in [Double.nan, .infinity] {
      for place in [8, 16, 24] {
        let bytes = RawModelFile.bytes(value.bitPattern, 8)
        #expect(refused("HEAD") { $0.replaceSubrange(place..<place + 8, with: bytes) } == "HEAD")
      }
    }
  }

  @Test("Isotonic knots that descend, are none, or leave 0…1 are refused")
  func knots() {
    // CALB: head 0 none (8 bytes), head 1 isotonic: kind, count, three logits, three probabilities.
    #expect(refused("CALB") { $0.set(16, Float(0.5)) } == "CALB")  // -2, 0, 1 becomes 0.5, 0, 1
    #expect(refused("CALB") { $0.set(28, Float(1.01)) } == "CALB")
    #expect(refused("CALB") { $0.set(32, Float(-0.01)) } == "CALB")
    #expect(refused("CALB") { $0.set(12, UInt32(0)) } == "CALB")
    #expect(refused("CALB") { $0.set(12, UInt32(4097)) } == "CALB")
    #expect(refused("CALB") { $0.set(12, UInt32.max) } == "CALB")
    #expect(refused("CALB") { $0.set(8, UInt32(3)) } == "CALB")
  }

  @Test("A policy without tiers, with absurd counts or with models that are not there is refused")
  func policy() {
    for tiers in [0, 1, 65, .max] as [UInt32] { #expect(refused("POLI") { $0.set(0, tiers) } == "POLI") }
    for models in [0, 65, .max] as [UInt32] { #expect(refused("POLI") { $0.set(28, models) } == "POLI") }
    for model in [3, 64, .max] as [UInt32] { #expect(refused("POLI") { $0.set(32, model) } == "POLI") }
    for band in [-0.01, 1.01] as [Float] {
      #expect(refused("POLI") { $0.set(4, band) } == "POLI")
      #expect(refused("POLI") { $0.set(8, band) } == "POLI")
      #expect(refused("POLI") { $0.set(16, band) } == "POLI")
    }
  }

  @Test("A name outside the string section is refused; one that is not UTF-8 is repaired")
  func names() throws {
    for (offset, length) in [(1000, 0), (0, 1000), (.max, .max), (.max, 1), (39, 1)] as [(UInt32, UInt32)] {
      for (tag, place) in [("HEAD", 0), ("POLI", 20)] {
        #expect(
          refused(tag) {
            $0.set(place, offset)
            $0.set(place + 4, length)
          } == "STRS")
      }
    }
    var raw = RawModelFile(SmallModel.file())
    raw["STRS"][0] = 0xFF
    #expect(try Router(copying: raw.file()).models[0].name == "\u{FFFD}odel-0")
  }

  @Test("A table that is too short or too long for its sizes is refused")
  func table() {
    #expect(refused("ROWS") { $0.removeLast() } == "ROWS")
    #expect(refused("ROWS") { $0.append(0) } == "ROWS")
    #expect(refused("ROWS") { $0 = [] } == "ROWS")
  }

  @Test(
    "A table full of NaN weights still gives finite decisions", arguments: [1, 2, 5] as [Int], [true, false])
  func weightsNotFinite(columns: Int, rectified: Bool) throws {
    var raw = RawModelFile(SmallModel.file(heads: 3, kind: .float32, rectified: rectified))
    for row in 0..<64 {
      for word in stride(from: row * 32 + 4, to: row * 32 + 24, by: 4) { raw["ROWS"].set(word, Float.nan) }
      raw["ROWS"][row * 32 + 1] = 7
    }
    Sanity.check(try Router(copying: raw.file()))
  }

  @Test("Another major version, the other byte order and a later minor version are told apart")
  func versions() throws {
    let file = SmallModel.file()
    for major: UInt8 in [0, 2, 255] {
      var other = file
      other[8] = major
      let expected = ModelError.unsupportedVersion(found: Int(major), supported: 1)
      #expect(SmallModel.refusal(RawModelFile.sealed(other)) == expected)
    }
    var swapped = file
    swapped.replaceSubrange(12..<16, with: [1, 2, 3, 4])
    #expect(SmallModel.refusal(RawModelFile.sealed(swapped)) == .wrongByteOrder)

    var later = RawModelFile(file)
    later.minor = 7
    later.sections.insert(.init(tag: "ZZZZ", bytes: [1, 2, 3]), at: 4)
    let router = try Router(copying: later.file())
    let original = try Router(copying: file)
    #expect(Array(router.decide("Hello?").scores) == Array(original.decide("Hello?").scores))
  }
}
