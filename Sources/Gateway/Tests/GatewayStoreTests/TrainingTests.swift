import Foundation
import GatewayAccounts
import GatewayJSON
import GatewayStore
import Testing

@Suite("Feedback and outcome records")
struct TrainingTests {
  @Test(
    "Feedback finds its request, also one that was just written; the last word counts; nonsense is refused")
  func feedback() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    #expect(await store.write(RequestRecord.full("a")))
    #expect(try await store.feedback(id: "a", by: "web", score: 0.25, comment: "meh"))
    #expect(try await store.feedback(id: "a", by: "web", score: 0.75))
    for (id, caller) in [("b", "web"), ("a", "batch"), ("a", nil)] as [(String, String?)] {
      #expect(try await store.feedback(id: id, by: caller, score: 1) == false)
    }
    for score in [-0.1, 1.1, .nan, .infinity] {
      await #expect(throws: StoreError.self) { try await store.feedback(id: "a", by: "web", score: score) }
    }
    #expect(try store.reader.feedback() == ["a": 0.75])
    store.close()
  }

  @Test("An outcome record has the prompt or else the features, and a score for every judged answer only")
  func export() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    var judged = RequestRecord.full("judged")
    var hashed = RequestRecord.full("hashed", time: judged.time + 1)
    hashed.prompt = nil
    var unjudged = RequestRecord.full("unjudged", time: judged.time + 2)
    unjudged.attempts.removeFirst()
    var empty = RequestRecord.full("empty", time: judged.time + 3)
    (empty.prompt, empty.features) = (nil, nil)
    var shadow = RequestRecord.full("shadow", time: judged.time + 4)
    shadow.isShadow = true
    judged.attempts[2].score = 0
    for record in [judged, hashed, unjudged, empty, shadow] { #expect(await store.write(record)) }
    #expect(try await store.feedback(id: "judged", by: "web", score: 0.5))
    let path = folder.path + "/records.jsonl"
    let exported = try store.reader.export(to: path)
    #expect(exported.written == 2)
    #expect(exported.skipped == 2 && exported.withoutContent == 1 && exported.unjudged == 1)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = try text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
    #expect(lines.count == 2)
    #expect(lines[0]["prompt"]?.stringValue == judged.prompt)
    #expect(lines[0]["features"] == nil)
    #expect(lines[0]["chosen"]?.stringValue == "small")
    #expect(lines[0]["propensity"]?.doubleValue == 0.95)
    #expect(lines[0]["outcomes"]?["small"]?["score"]?.doubleValue == 0)
    #expect(lines[0]["outcomes"]?["small"]?["input_tokens"]?.intValue == 1200)
    #expect(lines[0]["outcomes"]?["large"]?["score"]?.doubleValue == 0.5)
    #expect(lines[0]["outcomes"]?["large"]?["cost"] == .number("0.000987654321"))
    #expect(lines[0]["outcomes"]?["large"]?["latency_ms"]?.doubleValue == 2.1)
    #expect(lines[0]["context"]?["user"]?.stringValue == "u17")
    #expect(lines[1]["prompt"] == nil)
    #expect(lines[1]["features"]?.stringValue.flatMap { Data(base64Encoded: $0) } == Data([0, 1, 255, 7]))
    #expect(lines[1]["outcomes"]?["large"] == nil)
    #expect(throws: StoreError.self) { try store.reader.export(to: folder.path + "/none/x") }
    store.close()
  }

  @Test(
    "An export follows a link and keeps it, writes to what is no regular file, and says what a full one says")
  func exportTargets() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    #expect(await store.write(RequestRecord.full("judged")))
    #expect(try await store.feedback(id: "judged", by: "web", score: 1))
    let files = FileManager.default
    let (link, file) = (folder.path + "/link", folder.path + "/there.jsonl")
    try files.createSymbolicLink(atPath: link, withDestinationPath: "there.jsonl")
    // The first time nothing is there yet.
    for _ in 0..<2 {
      #expect(try store.reader.export(to: link).written == 1)
      #expect(try files.destinationOfSymbolicLink(atPath: link) == "there.jsonl")
      #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("{\"id\":\"judged\""))
    }
    // By a link: nothing of the system's is at stake.
    let full = folder.path + "/full"
    try files.createSymbolicLink(atPath: full, withDestinationPath: "/dev/full")
    #expect(throws: StoreError("cannot write \(full): No space left on device")) {
      try store.reader.export(to: full)
    }
    #expect(throws: StoreError("cannot write \(folder.path): Is a directory")) {
      try store.reader.export(to: folder.path)
    }
    #expect(try files.destinationOfSymbolicLink(atPath: full) == "/dev/full")
    #expect(try files.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".partial") })
    store.close()
  }

  @Test("Old requests go with their attempts and feedback, old pairs too, and the rest stays")
  func retention() async throws {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    for number in 0..<700 {
      #expect(await store.write(RequestRecord.full("r\(number)", time: Int64(number))))
      #expect(await store.write(ShadowPair(request: "r\(number)", shadow: "s", time: Int64(number))))
    }
    #expect(try await store.feedback(id: "r1", by: "web", score: 1))
    #expect(try await store.feedback(id: "r699", by: "web", score: 1))
    #expect(await store.prune(before: 650) == 1300)
    #expect(try store.reader.latest(1000).map(\.id) == (650..<700).reversed().map { "r\($0)" })
    #expect(try store.reader.record(id: "r660") == RequestRecord.full("r660", time: 660))
    #expect(try store.reader.feedback() == ["r699": 1])
    #expect(try store.reader.shadowComparisons().map(\.pairs) == [50])
    #expect(try await store.spent(since: .min).count == 2)
    store.close()
  }
}
