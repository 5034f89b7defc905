import AsyncHTTPClient
import Foundation
import GatewayJSON
import GatewayTestSupport
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("The page and the numbers")
struct PageTests {
  @Test("The page is one answer: nothing from elsewhere, only its own script by its hash")
  func page() async throws {
    try await RunningGateway.with { gateway in
      let page = try await gateway.get("/")
      #expect(page.status == 200)
      #expect(page.headers.first(name: "content-type") == "text/html; charset=utf-8")
      let policy = try #require(page.headers.first(name: "content-security-policy"))
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'sha256-"))
      for word in ["http://", "https://", "<script src", "<link rel=\"stylesheet", "@import", "innerHTML"] {
        #expect(!page.body.contains(word), "\(word)")
      }
      for tag in ["<html lang=", "<meta name=\"viewport\"", "prefers-color-scheme:dark"] {
        #expect(page.body.contains(tag))
      }
    }
  }

  @Test("/status.json tells what was served, from where, at what cost and how fast")
  func status() async throws {
    let more = """
      router: r.triage
      store: {path: t.db}
      budgets: [{name: all, scope: everyone, period: day, limit: 5, action: warn}]
      """
    let router = try repositoryFile("models/default.triage")
    try await RunningGateway.with(
      more, prepare: { try FileManager.default.copyItem(atPath: router, toPath: $0.file("r.triage")) }
    ) { gateway in
      for _ in 0..<25 { #expect(try await gateway.chat(model: "small").status == 200) }
      #expect(try await gateway.chat("Prove it [[simulate:error]]", model: "small").status >= 500)
      let last = try await gateway.chat(model: "large")
      // The last record is on its way for a moment after its reply.
      let status = try await eventually("27 records") { () -> JSON? in
        let status = try await gateway.get("/status.json").json
        return status["store"]?["written"]?.intValue == 27 ? status : nil
      }
      #expect(status["today"]?["requests"]?.intValue == 27)
      #expect(status["today"]?["has_prices"]?.boolValue == true)
      // What came in the last minute, which is all of it unless the machine is very busy.
      #expect((1...27).contains(status["traffic"]?["minute_requests"]?.intValue ?? 0))
      #expect(status["traffic"]?["first_byte_p50_us"]?.intValue ?? 0 > 0)
      let decisions = try #require(status["decisions"]?.arrayValue)
      #expect(decisions.count == 20)
      #expect(decisions[0]["id"]?.stringValue == last.headers.first(name: "x-triage-decision-id"))
      #expect(decisions[0]["tier"]?.stringValue == "large")
      #expect(decisions[1]["state"]?.stringValue == "failed")
      #expect(status["tiers"]?[0]?["served_today"]?.intValue == 25)
      #expect(status["upstreams"]?[0]?["state"]?.stringValue == "closed")
      #expect(status["upstreams"]?[0]?["calls"]?.intValue ?? 0 >= 27)
      #expect(status["upstreams"]?[0]?["failed"]?.intValue ?? 0 >= 1)
      #expect(status["budgets"]?[0]?["spent"]?.doubleValue ?? 0 > 0)
      #expect(status["today"]?["savings"]?.doubleValue ?? 0 > 0)
      let cost = try #require(status["today"]?["cost"]?.doubleValue)
      let spent = try #require(status["budgets"]?[0]?["spent"]?.doubleValue)
      #expect(cost == spent)
    }
  }

  @Test("/metrics is Prometheus text: every line parses, every series has one type, histograms add up")
  func metrics() async throws {
    try await RunningGateway.with { gateway in
      for _ in 0..<3 { #expect(try await gateway.chat().status == 200) }
      #expect(try await gateway.chat("[[simulate:error]]").status >= 500)
      let reply = try await gateway.get("/metrics")
      #expect(reply.headers.first(name: "content-type")?.hasPrefix("text/plain; version=0.0.4") == true)
      let samples = try Prometheus.parse(reply.body)
      let served = samples.filter { $0.name == "triage_requests_total" && $0.labels["state"] == "served" }
      #expect(served.map(\.value).reduce(0, +) == 3)
      #expect(samples.contains { $0.name == "triage_request_seconds_bucket" && $0.labels["le"] == "+Inf" })
      #expect(samples.contains { $0.name == "gen_ai_client_token_usage_total" && $0.value > 0 })
    }
  }

  @Test("TLS serves with the certificate of the file")
  func tls() async throws {
    let more = "tls: {certificate: cert.pem, key: key.pem}"
    try await RunningGateway.with(more, isTLS: true, prepare: { try Certificate.make(in: $0) }) { gateway in
      var gateway = gateway
      let client = try Certificate.client(gateway.folder)
      gateway.client = client
      do {
        #expect(try await gateway.get("/health").status == 200)
        #expect(try await gateway.chat().status == 200)
        #expect(try await gateway.chat(isStream: true).body.hasSuffix("data: [DONE]\n\n"))
        var plain = gateway
        (plain.scheme, plain.client) = ("http", RunningGateway.plain)
        await #expect(throws: (any Error).self) { try await plain.get("/health") }
      } catch {
        try await client.shutdown()
        throw error
      }
      try await client.shutdown()
    }
  }
}
