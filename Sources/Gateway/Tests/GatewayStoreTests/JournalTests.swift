import GatewayAccounts
import GatewayMoney
import Testing

@testable import GatewayStore

@Suite("The journal")
struct JournalTests {
  private func sealed(_ entry: Entry, _ number: UInt64) throws -> [UInt8] {
    var bytes = try #require(EntryCodec.bytes(entry, head: JournalFile.head))
    JournalFile.seal(&bytes, number: number)
    return bytes
  }

  @Test("Records and pairs come back as they were, with every field or with none")
  func codec() throws {
    for record in [RequestRecord.full("r"), RequestRecord(id: "", time: .min, total: .max, prompt: "")] {
      let bytes = try #require(EntryCodec.bytes(.record(record), head: 0))
      guard case .record(let read) = try EntryCodec.entry(bytes[...]) else {
        Issue.record("not a record")
        continue
      }
      #expect(read == record)
      for length in 0..<bytes.count {
        #expect(throws: ByteReader.Mismatch.self) { try EntryCodec.entry(bytes[..<length]) }
      }
    }
    let pair = ShadowPair(
      request: "r", shadow: "s", time: -5, agreement: 0.25, cost: Money(picodollars: .max),
      candidateCost: Money(picodollars: .min), isValid: false, isCandidateValid: nil, total: 3,
      candidateTotal: nil)
    let bytes = try #require(EntryCodec.bytes(.pair(pair), head: 0))
    guard case .pair(let read) = try EntryCodec.entry(bytes[...]) else {
      Issue.record("not a pair")
      return
    }
    #expect(read == pair)
  }

  @Test("Records that were journalled before attempts told of arrays are read")
  func olderRecord() throws {
    var record = RequestRecord(
      id: "r", time: 5, attempts: [AttemptRecord(tier: 0, model: "m", upstream: "u")])
    let bytes = try #require(EntryCodec.bytes(.record(record), head: 0))
    record.attempts[0].array = 3
    let shared = try #require(EntryCodec.bytes(.record(record), head: 0))
    // The field is the attempt's last: its one byte where it is absent is the first in which the two differ.
    let place = try #require(bytes.indices.first { bytes[$0] != shared[$0] })
    var old = bytes
    old.remove(at: place)
    old[0] = 1
    guard case .record(let read) = try EntryCodec.entry(old[...]) else {
      Issue.record("not a record")
      return
    }
    record.attempts[0].array = nil
    #expect(read == record)
  }

  @Test("Any bytes are read without a trap")
  func noise() throws {
    var random = SeededGenerator(state: 7)
    let whole = try #require(EntryCodec.bytes(.record(RequestRecord.full("r")), head: 0))
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = try? EntryCodec.entry(bytes[...])
      _ = JournalFile.parse(bytes)
    }
  }

  @Test("A file that was cut off anywhere gives its whole entries and nothing else")
  func cutTail() throws {
    let entries = try (1...3).map { try sealed(.record(RequestRecord.full("r\($0)")), UInt64($0)) }
    let file = entries.flatMap { $0 }
    for length in 0...file.count {
      var whole = 0
      var end = 0
      for entry in entries where end + entry.count <= length {
        end += entry.count
        whole += 1
      }
      #expect(
        JournalFile.parse(Array(file[..<length])).entries.map(\.number) == (0..<whole).map { UInt64($0 + 1) })
    }
  }

  @Test("A changed bit ends the file where it is")
  func changedBit() throws {
    let entries = try (1...3).map { try sealed(.record(RequestRecord.full("r\($0)")), UInt64($0)) }
    let file = entries.flatMap { $0 }
    for bit in stride(from: 0, to: file.count * 8, by: 7) {
      var changed = file
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      let whole = bit / 8 / entries[0].count
      #expect(JournalFile.parse(changed).entries.map(\.number) == (0..<whole).map { UInt64($0 + 1) })
    }
  }
}
