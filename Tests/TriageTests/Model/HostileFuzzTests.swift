import TestSupport
import Testing

@testable import Triage

@Suite("Thousands of hostile model files")
struct HostileFuzzTests {
  private static let numbers: [UInt32] = [
    0, 1, 2, 3, 4, 5, 8, 12, 16, 24, 25, 63, 64, 65, 127, 128, 129, 255, 256, 1024, 4096, 4097, 16_384,
    65_535,
    0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x3F80_0000, 0xBF80_0000, 0x7F80_0000, 0x7FC0_0000, 0xFF80_0000,
    0x7F7F_FFFF, 0xFF7F_FFFF, 0x0000_0001, 0x8000_0001, 0x3F00_0000, 0xC2C8_0000,
  ]

  /// Changes a few places: in the header and table, in the small sections, or anywhere.
  private static func mutated(_ file: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var file = file
    if generator.below(4) == 0 {
      var raw = RawModelFile(file)
      let first = generator.below(raw.sections.count)
      switch generator.below(4) {
      case 0: raw.sections.swapAt(first, generator.below(raw.sections.count))
      case 1: raw.sections[first].bytes.removeLast(generator.below(1 + raw.sections[first].bytes.count))
      case 2:
        let more = generator.below(70)
        for _ in 0..<more { raw.sections[first].bytes.append(UInt8(truncatingIfNeeded: generator.next())) }
      default: raw.sections[first].bytes = raw.sections[generator.below(raw.sections.count)].bytes
      }
      file = raw.file()
    }
    if generator.below(3) == 0 {
      // The file in the file, with a right checksum of its own.
      var raw = RawModelFile(file)
      if RawModelFile.isWhole(raw["PRIO"]) { raw["PRIO"] = mutated(raw["PRIO"], &generator) }
      return raw.file()
    }
    for _ in 0..<generator.below(5) {
      let words = (file.count - 32) / 4
      let small = min(words, 400)
      let at = 32 + 4 * generator.below(generator.below(4) == 0 ? words : small)
      switch generator.below(3) {
      case 0: file[at + generator.below(4)] ^= 1 << UInt8(generator.below(8))
      case 1: file.set(at, numbers[generator.below(numbers.count)])
      default: file.set(at, UInt32(truncatingIfNeeded: generator.next()))
      }
    }
    return RawModelFile.sealed(file)
  }

  @Test("Each is refused by a typed error or decides soundly", arguments: WeightKind.allCases, 1...3)
  func mutations(kind: WeightKind, seed: UInt64) {
    var generator = SeededGenerator(seed + UInt64(kind.rawValue) * 100)
    let files = [(2, false, false), (3, true, true), (12, true, false)].map {
      SmallModel.file(heads: $0, kind: kind, rectified: $1, hasPrior: $2)
    }
    var accepted = 0
    let rounds = Scale.rounds(3000)
    for round in 0..<rounds {
      let file = Self.mutated(files[round % files.count], &generator)
      do throws(ModelError) {
        let router = try Router(copying: file)
        accepted += 1
        let prompt = PromptMaker.texts[round % PromptMaker.texts.count]
        guard Sanity.check(router, ["", "Hello?", prompt]) else {
          Issue.record("seed \(seed), round \(round)")
          return
        }
        _ = router.manifest.count + router.models.map(\.name.count).reduce(0, +)
      } catch {
        guard !error.description.isEmpty else {
          Issue.record("no words")
          return
        }
      }
    }
    // Both ways out are taken: the mutations neither miss nor break everything.
    #expect(accepted > rounds / 20 && accepted < rounds)
  }

  @Test("Extreme but finite numbers everywhere give sound decisions", arguments: WeightKind.allCases)
  func extremes(kind: WeightKind) throws {
    var generator = SeededGenerator(9)
    let extremes: [Float] = [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, 0, -0.0, 1e30, -1e30, 3,
    ]
    for round in 0..<Scale.rounds(1000) {
      var raw = RawModelFile(SmallModel.file(heads: 2 + round % 4, kind: kind, rectified: round % 2 == 0))
      for tag in ["SCAL", "SHAP", "PROJ"] {
        for place in stride(from: 0, to: raw[tag].count, by: 4) where generator.below(2) == 0 {
          raw[tag].set(place, extremes[generator.below(extremes.count)])
        }
      }
      for place in raw["ROWS"].indices.dropLast(16) {
        raw["ROWS"][place] = UInt8(truncatingIfNeeded: generator.next())
      }
      guard Sanity.check(try Router(copying: raw.file()), ["", "Hello?", PromptMaker.texts[round % 10]])
      else {
        Issue.record("round \(round)")
        return
      }
    }
  }
}
