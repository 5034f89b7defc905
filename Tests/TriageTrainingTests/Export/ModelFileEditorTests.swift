import TestSupport
import Testing
import Triage

@testable import TriageTraining

@Suite("Editing a model file")
struct ModelFileEditorTests {
  @Test("What a later minor version added goes over, its number too")
  func later() throws {
    let file = try train(Synthetic(120, seed: 91).text).file
    var builder = ModelFileBuilder()
    builder.minor = ModelFormat.minor + 3
    for (name, bytes) in sections(file) { builder.set(try #require(Self.section(named: name)), bytes) }
    let tag = UInt32(0x5A5A_5A5A)
    builder.set(tag: tag, [1, 2, 3])
    let edited = try ModelFileEditor(builder.build()).file(threshold: 0.7, bandHalfWidth: 0, manifest: [])
    #expect(edited[10] == UInt8(ModelFormat.minor + 3))
    #expect(sections(edited)["ZZZZ"] == [1, 2, 3])
    #expect(try Router(copying: edited).policy.tiers[0].threshold == 0.7)
  }

  private static func section(named name: String) -> ModelFormat.Section? {
    ModelFormat.Section(rawValue: name.utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }
}
