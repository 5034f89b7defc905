import GatewayAccounts
import GatewayJSON
import GatewayStore
import Testing

@Suite("Scores of exported records")
struct ExportScoreTests {
  private typealias Outcome = AttemptRecord.Outcome

  private func attempt(
    _ model: String, tier: Int, _ outcome: String = Outcome.served, _ score: Double? = nil
  ) -> AttemptRecord {
    AttemptRecord(
      tier: tier, model: model, upstream: "u", status: 200, outcome: outcome, score: score)
  }

  /// The cheap model's answer, which failed its checks.
  private var refused: AttemptRecord { attempt("small", tier: 0, Outcome.invalid, 0) }

  /// A request that this model of this tier answered.
  private func record(
    _ id: String, _ model: String?, tier: Int, status: Int = 200, _ attempts: [AttemptRecord]
  ) -> RequestRecord {
    RequestRecord(
      id: id, time: 1, tier: tier, model: model, attempts: attempts, status: status, prompt: "p")
  }

  /// The outcomes' scores of each record that is written, by id and model, and what the export says of itself.
  private func export(
    _ records: [RequestRecord], feedback: [String: Double] = [:], feedbackOnly: Bool = false
  ) async throws -> (scores: [String: [String: Double]], exported: TrafficReader.Exported) {
    let folder = try TemporaryFolder()
    let store = try TrafficStore(path: folder.store)
    for record in records { #expect(await store.write(record)) }
    for (id, score) in feedback { #expect(try await store.feedback(id: id, score: score)) }
    #expect(await store.flush())
    var scores: [String: [String: Double]] = [:]
    let exported = try store.reader.export(feedbackOnly: feedbackOnly) { bytes in
      let line = try JSON(parsing: bytes)
      for outcome in line["outcomes"]?.objectValue ?? [] {
        scores[line["id"]?.stringValue ?? "", default: [:]][outcome.name] =
          outcome.value["score"]?.doubleValue
      }
    }
    store.close()
    return (scores, exported)
  }

  @Test("Checks score every answer that they looked at, good ones too; what nothing looked at is absent")
  func checks() async throws {
    let (scores, exported) = try await export([
      record("passed", "small", tier: 0, [attempt("small", tier: 0, Outcome.served, 1)]),
      record(
        "climbed", "large", tier: 1,
        [refused, attempt("large", tier: 1, Outcome.served, 0.7)]),
      record(
        "unreached", "large", tier: 1,
        [attempt("small", tier: 0, Outcome.invalid), attempt("large", tier: 1)]),
      record("live", "small", tier: 0, [attempt("small", tier: 0)]),
    ])
    #expect(scores == ["passed": ["small": 1], "climbed": ["small": 0, "large": 0.7]])
    #expect(exported.fromFeedback == 0 && exported.fromChecks == 3)
    #expect(exported.written == 2 && exported.unjudged == 2)
  }

  @Test("Feedback is of the answer that the caller got, also where that failed its checks")
  func delivered() async throws {
    let (scores, exported) = try await export(
      [
        record("served", "small", tier: 0, [attempt("small", tier: 0, Outcome.served, 1)]),
        record(
          "marked", "large", tier: 1,
          [refused, attempt("large", tier: 1, Outcome.invalid, 0)]),
        record(
          "fallen", "small", tier: 0,
          [refused, attempt("large", tier: 1, Outcome.failed)]),
      ], feedback: ["served": 0.25, "marked": 0.5, "fallen": 0.75])
    #expect(
      scores == [
        "served": ["small": 0.25], "marked": ["small": 0, "large": 0.5], "fallen": ["small": 0.75],
      ])
    #expect(exported.fromFeedback == 3 && exported.fromChecks == 1)
  }

  @Test("Feedback on a request whose answer was cut off, or that got none, scores nobody's answer")
  func undelivered() async throws {
    let (scores, exported) = try await export(
      [
        record("cut", "large", tier: 1, [refused, attempt("large", tier: 1, Outcome.cut)]),
        record("again", "small", tier: 1, [refused, attempt("small", tier: 1, Outcome.cut)]),
        record("none", nil, tier: 1, status: 502, [refused, attempt("large", tier: 1, Outcome.failed)]),
      ], feedback: ["cut": 1, "again": 1, "none": 1])
    #expect(scores == ["cut": ["small": 0], "again": ["small": 0], "none": ["small": 0]])
    #expect(exported.fromFeedback == 0)
  }

  @Test(
    "With feedback alone, what checks said is left out, and with it the requests of which nothing else is known"
  )
  func feedbackOnly() async throws {
    let (scores, exported) = try await export(
      [
        record(
          "told", "large", tier: 1,
          [refused, attempt("large", tier: 1, Outcome.served, 1)]),
        record("untold", "small", tier: 0, [attempt("small", tier: 0, Outcome.served, 1)]),
      ], feedback: ["told": 0.5], feedbackOnly: true)
    #expect(scores == ["told": ["large": 0.5]])
    #expect(exported.fromFeedback == 1 && exported.fromChecks == 0 && exported.unjudged == 1)
  }
}
