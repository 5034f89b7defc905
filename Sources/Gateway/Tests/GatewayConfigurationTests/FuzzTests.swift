import Testing

@testable import GatewayConfiguration

@Suite("Any bytes end in a configuration or a mistake")
struct FuzzTests {
  /// A configuration exactly where no mistake is more than a warning, every line within the file, every message one
  /// line.
  private func check(_ bytes: [UInt8], in folder: Folder, _ note: String) {
    let path = "\(folder.path)/gateway.yaml"
    let reading = ConfigurationFile.reading(
      bytes, at: path, fingerprint: ConfigurationFingerprint([path]), environment: { _ in nil },
      routerTiers: { _ in .success(["a", "b"]) })
    let errors = reading.mistakes.filter { !$0.isWarning }
    #expect((reading.configuration == nil) == !errors.isEmpty, "\(note)")
    let lines = 2 + bytes.count { $0 == 10 || $0 == 13 || $0 == 0xC2 || $0 == 0xE2 }
    for mistake in reading.mistakes {
      #expect((0...lines).contains(mistake.line), "\(note): \(mistake)")
      #expect(!mistake.message.isEmpty && !mistake.message.contains("\n"), "\(note): \(mistake)")
    }
    guard let configuration = reading.configuration else { return }
    let models = configuration.models.indices
    #expect(!configuration.tiers.isEmpty && configuration.tiers.allSatisfy { !$0.models.isEmpty })
    #expect(configuration.tiers.allSatisfy { $0.models.allSatisfy(models.contains) })
    #expect(configuration.models.allSatisfy { configuration.upstreams.indices.contains($0.upstream) })
    #expect(configuration.tiers.indices.contains(configuration.baselineTier))
    let tiers = configuration.rules.flatMap { [$0.minimumTier, $0.maximumTier] }.compactMap { $0 }
    #expect(tiers.allSatisfy(configuration.tiers.indices.contains))
  }

  @Test("The annotated example with bytes changed, dropped, doubled and moved", arguments: 0..<8)
  func bytes(_ seed: Int) throws {
    let folder = try Examples.folder()
    let text = Array(try Examples.text("gateway.yaml").utf8)
    var generator = Generator(seed: UInt64(seed))
    let odd = Array("[]{}&*!|>'\"%@`:#-?,~<\n\t \u{0}\u{85}\u{FEFF}é=0".utf8)
    for round in 0..<20 {
      var bytes = text
      for _ in 0...generator.below(6) {
        let place = generator.below(bytes.count)
        let end = min(bytes.count, place + 1 + generator.below(40))
        switch generator.below(6) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
        case 1: bytes[place] = odd[generator.below(odd.count)]
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: generator.below(bytes.count))
        case 4: bytes.insert(odd[generator.below(odd.count)], at: place)
        default: bytes.removeLast(generator.below(bytes.count / 2))
        }
        if bytes.isEmpty { bytes = [10] }
      }
      check(bytes, in: folder, "seed \(seed), round \(round)")
    }
  }

  @Test("The annotated example with whole values exchanged for others", arguments: 0..<8)
  func values(_ seed: Int) throws {
    let folder = try Examples.folder()
    let lines = try Examples.text("gateway.yaml").split(separator: "\n").map(String.init)
    let values = [
      "~", "[]", "{}", "''", "-1", "0", "1e400", "nan", "99999999999999999999", "true", "[[x]]",
      "{a: {b: c}}", "*patient",
      "&y z", "!!binary x", "\"\\ud83d\\ude00\"", "'('", "|\n      text", "<<", "? x", "0x10", "none", "2",
      "auto",
    ]
    var generator = Generator(seed: 100 + UInt64(seed))
    for round in 0..<20 {
      var changed = lines
      for _ in 0...generator.below(4) {
        let index = generator.below(changed.count)
        let value = values[generator.below(values.count)]
        guard let colon = changed[index].firstIndex(of: ":") else { continue }
        switch generator.below(4) {
        case 0: changed.remove(at: index)
        case 1: changed.insert(changed[index], at: generator.below(changed.count))
        default: changed[index] = changed[index][...colon] + " " + value
        }
      }
      check(Array(changed.joined(separator: "\n").utf8), in: folder, "seed \(seed), round \(round)")
    }
  }

  @Test("Nothing but noise")
  func noise() throws {
    let folder = try Folder()
    var generator = Generator(seed: 7)
    for round in 0..<300 {
      let bytes = (0..<generator.below(200)).map { _ in
        round % 2 == 0
          ? UInt8(truncatingIfNeeded: generator.next())
          : Array("[]{}:-?&a*'\"\n #|>!<~,".utf8)[generator.below(21)]
      }
      check(bytes, in: folder, "round \(round)")
    }
  }

  @Test("Nesting and aliases are bounded: no text exhausts the stack or the memory")
  func bombs() throws {
    let folder = try Folder()
    let opens = String(repeating: "[", count: 950)
    let closes = String(repeating: "]", count: 950)
    // Each anchor holds the one before, 950 levels deeper: 30,000 levels in all.
    var chain = "x-0: &a0 \(opens)1\(closes)\n"
    for index in 1..<32 { chain += "x-\(index): &a\(index) \(opens)*a\(index - 1)\(closes)\n" }
    check(Array(chain.utf8), in: folder, "a deep chain of aliases")
    // Each holds the one before nine times: 9³⁰ values, if they were walked.
    var bomb = "x-0: &a0 {type: object}\n"
    for index in 1..<30 {
      bomb +=
        "x-\(index): &a\(index) [\(Array(repeating: "*a\(index - 1)", count: 9).joined(separator: ","))]\n"
    }
    bomb +=
      "upstreams: {openai: {}}\ntiers: [{name: a, models: openai/a, checks: [json_schema: {enum: *a29}]}]\nrules: *a29\n"
    check(Array(bomb.utf8), in: folder, "a bomb of aliases")
    let many = (0..<40).map { "x-\($0): &a\($0) 1\n" }.joined()
    check(Array(many.utf8), in: folder, "many anchors")
    check(Array(String(repeating: "- ", count: 5000).utf8), in: folder, "nested lists")
    check(Array(String(repeating: "? ", count: 5000).utf8), in: folder, "nested keys")
    check(Array("x: &x {<<: *x}".utf8), in: folder, "a mapping that merges itself")
    check(
      Array((String(repeating: "a: {<<: ", count: 500) + String(repeating: "}", count: 500)).utf8),
      in: folder, "deep merges")
  }
}
