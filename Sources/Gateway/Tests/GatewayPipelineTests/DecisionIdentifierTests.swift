import Testing

@testable import GatewayPipeline

@Suite("Names of decisions")
struct DecisionIdentifierTests {
  @Test("A name is td_ and 32 hexadecimal digits: milliseconds first, version and variant in their places")
  func layout() throws {
    for microseconds: Int64 in [0, 999, 1000, 1_763_769_600_123_456, 281_474_976_710_655_999] {
      let name = DecisionIdentifier.make(microseconds: microseconds)
      #expect(name.wholeMatch(of: /td_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}/) != nil, "\(name)")
      #expect(Int64(name.dropFirst(3).prefix(12), radix: 16) == microseconds / 1000)
    }
  }

  @Test("Names of one instant differ, and those of a later millisecond sort after")
  func order() {
    let names = (0..<1000).map { _ in DecisionIdentifier.make(microseconds: 1_763_769_600_123_456) }
    #expect(Set(names).count == names.count)
    let later = DecisionIdentifier.make(microseconds: 1_763_769_600_124_456)
    #expect(names.allSatisfy { $0 < later })
  }
}
