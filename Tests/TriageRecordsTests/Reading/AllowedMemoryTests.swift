import TestSupport
import Testing

@testable import TriageRecords

@Suite("Allowed memory")
struct AllowedMemoryTests {
  @Test("A group's limit is read where there is one, and none is made of `max`, of nonsense or of no file")
  func groups() {
    let scratch = Scratch()
    let small = scratch.file("small", "4294967296\n")
    let large = scratch.file("large", "9223372036854771712\n")
    let none = scratch.file("none", "max\n")
    let empty = scratch.file("empty", "")
    #expect(leastNumber(inFiles: [none, large, small]) == 4 << 30)
    #expect(leastNumber(inFiles: [large]) == 9_223_372_036_854_771_712)
    #expect(leastNumber(inFiles: [none, empty, "/nowhere/at/all"]) == nil)
    #expect(allowedMemory() > 0)
  }
}
