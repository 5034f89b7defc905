import GatewayAccounts
import GatewayConfiguration
import GatewayUpstreams
import Logging
import Testing

@testable import GatewayPipeline

@Suite("What the log says of upstreams")
struct UpstreamLogTests {
  @Test("A reason is told once in ten seconds, with the count since; the caller's own mistakes are not")
  func interval() async {
    let lines = LogLines()
    let log = UpstreamLog(lines.logger)
    var configuration = Configuration()
    configuration.upstreams = [UpstreamEntry(name: "a", url: "http://127.0.0.1:1")]
    let clients = ClientPool()
    let upstreams = UpstreamSet(configuration, clients: clients, secrets: SecretSource(environment: [:]))
    func record(_ reason: String, status: Int? = nil, outcome: String = AttemptRecord.Outcome.failed)
      -> RequestRecord
    {
      var record = RequestRecord(id: "r", time: 0)
      record.attempts = [
        AttemptRecord(
          tier: 0, model: "m", upstream: "a", status: status, outcome: outcome, reason: reason, total: 1)
      ]
      return record
    }
    let start = ContinuousClock.now
    for (second, reason) in [(0, "unreachable"), (1, "unreachable"), (2, "cut"), (9, "unreachable")] {
      log.note(record(reason), upstreams, now: start + .seconds(second))
    }
    log.note(record("status:400", status: 400), upstreams, now: start)
    log.note(record("unread", outcome: AttemptRecord.Outcome.cut), upstreams, now: start)
    log.note(record("usage estimated", outcome: AttemptRecord.Outcome.served), upstreams, now: start)
    log.note(record("unreachable"), upstreams, now: start + .seconds(11))
    #expect(
      lines.all == [
        "warning upstream 'a' failed: unreachable ×1", "warning upstream 'a' failed: cut ×1",
        "warning upstream 'a' failed: unreachable ×3",
      ])
    await clients.shutdown()
  }
}
