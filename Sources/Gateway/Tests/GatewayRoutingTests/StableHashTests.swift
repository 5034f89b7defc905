import Testing

@testable import GatewayRouting

@Suite("A hash that outlives the process")
struct StableHashTests {
  func hash(_ texts: String...) -> UInt64 {
    var hash = StableHash()
    for text in texts { hash.combine(text) }
    return hash.value
  }

  @Test("is the same in every process, by the published values of FNV-1a")
  func published() {
    #expect(hash() == 0xcbf2_9ce4_8422_2325)
    let prime: UInt64 = 0x100_0000_01b3
    let published: [(text: String, hash: UInt64)] = [
      ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8),
    ]
    for (text, expected) in published {
      // And the byte that ends the text.
      let ended = (expected ^ 0xFF) &* prime
      #expect(hash(text) == ended, "\(text)")
    }
  }

  @Test("tells where texts end")
  func ends() {
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("", "a") != hash("a", ""))
    #expect(hash("a") != hash("a", ""))
  }
}
