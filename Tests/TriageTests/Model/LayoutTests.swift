import Testing
import TriageRecords

@testable import Triage
@testable import TriageTraining

@Suite("The layout of a model file")
struct LayoutTests {
  @Test("The header's fields stand where the format says")
  func header() {
    let file = SmallModel.file()
    #expect(Array(file[0..<8]) == [0x89, 0x54, 0x52, 0x49, 0x41, 0x47, 0x45, 0x0A])
    #expect(Array(file[8..<16]) == [1, 0, 1, 0, 4, 3, 2, 1])
    #expect(RawModelFile.number(file, 16, 8) == UInt64(file.count))
    #expect(Array(file[32..<64]) == sha256(Array(file[64...])))
    #expect(RawModelFile.number(file, 64, 8) == 11)
    #expect(RawModelFile.sealed(file) == file)
  }

  @Test("Sections stand at multiples of 64, in order, with zeros between, up to the end")
  func sections() {
    let file = SmallModel.file(hasPrior: true)
    var end = 72 + 24 * 12
    for entry in 0..<12 {
      let at = 72 + 24 * entry
      #expect(RawModelFile.number(file, at + 4, 4) == 0)
      let start = Int(RawModelFile.number(file, at + 8, 8))
      #expect(start == (end + 63) / 64 * 64)
      #expect(file[end..<start].allSatisfy { $0 == 0 })
      end = start + Int(RawModelFile.number(file, at + 16, 8))
    }
    #expect(end == file.count)
    let tags = RawModelFile(file).sections.map(\.tag)
    #expect(
      tags == [
        "CONF", "HEAD", "POLI", "CALB", "EVID", "STRS", "SCAL", "SHAP", "PROJ", "ROWS", "PRIO", "MANI",
      ])
  }

  @Test("The tags are the four letters, read as a little-endian number")
  func tags() {
    let names = ModelFormat.Section.allCases.map(\.name)
    #expect(
      names == [
        "CONF", "SCAL", "ROWS", "SHAP", "PROJ", "HEAD", "CALB", "POLI", "EVID", "PRIO", "STRS", "MANI",
      ])
  }

  @Test("Taking a file to pieces and putting it together gives the same bytes")
  func reassembly() {
    let file = SmallModel.file()
    #expect(RawModelFile(file).file() == file)
  }

  @Test("Each section's numbers stand in the order of the format's table")
  func numbers() {
    let raw = RawModelFile(SmallModel.file())
    let contents = SmallModel.contents()
    func words(_ bytes: [UInt8]) -> [UInt32] {
      stride(from: 0, to: bytes.count, by: 4).map { UInt32(RawModelFile.number(bytes, $0, 4)) }
    }
    #expect(words(raw["CONF"]) == [3, 8192, 8192, 6, 16, 5, 1, 4, 3, 12, 150, 0, 1, 1])
    #expect(words(raw["EVID"]) == [1] + (contents.widths ?? []).map(\.bitPattern))
    #expect(words(raw["SCAL"]) == [Float](repeating: 1, count: 5).map(\.bitPattern))
    let shape = contents.shape
    #expect(
      words(raw["SHAP"])
        == (shape.means + shape.inverseDeviations + shape.weights + shape.biases).map(\.bitPattern))
    #expect(words(raw["PROJ"]) == contents.projection.map(\.bitPattern))
    #expect(raw["HEAD"].count == 3 * 40 && raw["ROWS"].count == 64 * 16 + 16)
    #expect(raw["STRS"] == Array("model-0model-1model-2tier-0tier-1tier-2".utf8))
    #expect(raw["MANI"] == Array(#"{"a":1}"#.utf8))
    // Model 1: its name, no output price, a window of 16,000 tokens.
    #expect(words(Array(raw["HEAD"][40..<48])) == [7, 7])
    #expect(RawModelFile.number(raw["HEAD"], 40 + 16, 8) == (-1.0).bitPattern)
    #expect(Array(words(raw["HEAD"])[18...19]) == [16_000, Float(4).bitPattern])
    #expect(
      Array(words(raw["POLI"])[0..<8]) == [
        3, Float(0.05).bitPattern, Float(0.1).bitPattern, 0,
        Float(0.5).bitPattern, 21, 6, 1,
      ])
    #expect(Array(words(raw["CALB"])[0..<4]) == [0, 0, 2, 3])
  }

  @Test("A row holds fingerprint, rarity and weights at its feature's number", arguments: WeightKind.allCases)
  func rows(kind: WeightKind) throws {
    var contents = ModelContents.random(ModelShape(heads: 2, kind: kind, log2Rows: 4), seed: 1, prompts: [])
    contents.features = [0xAB00_0012, 0x7F00_0003]
    contents.rarities = [33, 44]
    contents.weights = [1, -1, -0.5, 0.25]
    let raw = RawModelFile(contents.file(kind, manifest: []))
    let stride = [WeightKind.float32: 16, .float16: 8, .int8: 4][kind] ?? 0
    let weights: [UInt8] =
      switch kind {
      case .float32: [0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0x80, 0xBF]
      case .float16: [0, 0x3C, 0, 0xBC]
      case .int8: [127, 129]
      }
    #expect(raw["ROWS"].count == 16 * stride + 16)
    #expect(Array(raw["ROWS"][2 * stride..<2 * stride + 2 + weights.count]) == [0xAB, 33] + weights)
    #expect(raw["ROWS"][3 * stride] == 0x7F && raw["ROWS"].filter { $0 != 0 }.count < 20)
    if kind == .int8 {
      #expect(
        raw["SCAL"] == RawModelFile.bytes(UInt64((1 / Float(127)).bitPattern), 4)
          + RawModelFile.bytes(UInt64((1 / Float(127)).bitPattern), 4))
    }
  }

  @Test("A row length is a power of two that holds the row", arguments: WeightKind.allCases)
  func strides(kind: WeightKind) {
    for columns in 1...ModelFormat.maximumColumns {
      let stride = kind.stride(columns: columns)
      let needed = kind.offset + columns * kind.size
      #expect(stride.nonzeroBitCount == 1 && stride >= needed && (stride / 2 < needed || stride == 4))
      // A four-wide load of the last row's last weights stays within the tail.
      let lastLoad = kind.offset + (columns + 3) / 4 * 4 * kind.size
      #expect(lastLoad <= stride + ModelFormat.tableTail)
    }
  }

  @Test("What goes into a file comes out of the router", arguments: ModelShape.all)
  func roundTrip(shape: ModelShape) throws {
    let contents = ModelContents.random(shape, seed: 3, prompts: PromptMaker.texts.map { Array($0.utf8) })
    let router = try Router(copying: contents.file(shape.kind, manifest: Array("{}".utf8)))
    #expect(router.view.configuration == contents.configuration(shape.kind))
    #expect(router.view.shape == contents.shape && router.view.projection == contents.projection)
    #expect(router.models == contents.heads && router.policy == contents.policy)
    #expect(router.view.headCalibrators == contents.headCalibrators)
    #expect(router.view.tierCalibrators == contents.tierCalibrators)
    #expect(router.manifest == "{}")
  }

  @Test("The same contents give the same bytes, and the identity is their digest")
  func determinism() throws {
    let file = SmallModel.file()
    #expect(SmallModel.file() == file)
    let identity = try Router(copying: file).identity
    let digits = Array(file[32..<64]).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    #expect(identity.hexadecimal == digits.joined() && identity.description == "sha256:" + digits.joined())
  }
}
