import AsyncHTTPClient
import Foundation
import GatewayJSON
import GatewayTestSupport
import NIOHTTP1
import Synchronization
import Testing
import UpstreamSimulator

@testable import GatewayServer

/// A flag that many tasks look at.
private final class Flag: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}

@Suite("Changed files")
struct ReloadTests {
  @Test("A change counts at the second look, which comes within two seconds")
  func interval() {
    // What counts as a change is tested with the watch itself.
    #expect(Reloader.interval * 2 < .seconds(2))
  }

  @Test("A changed file comes into use, and no request fails meanwhile")
  func change() async throws {
    try await RunningGateway.with { gateway in
      let isOver = Flag()
      let failures = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<4 {
          group.addTask {
            var failures = 0
            while !isOver.isSet {
              if try await gateway.chat("What is the capital of France?").status != 200 { failures += 1 }
            }
            return failures
          }
        }
        for version in 2...4 {
          try gateway.rewrite(small: "small-\(version)")
          _ = try await eventually("version \(version)") { () -> Bool? in
            let reply = try await gateway.chat(model: "small")
            return reply.json["model"]?.stringValue == "small-\(version)" ? true : nil
          }
        }
        isOver.set()
        return try await group.reduce(0, +)
      }
      #expect(failures == 0)
      let status = try await gateway.get("/status.json").json
      #expect(status["configuration"]?["refused"]?.arrayValue?.count == 0)
    }
  }

  @Test("A budget that is added begins with what was spent before, as after a restart")
  func budget() async throws {
    try await RunningGateway.with("store: {path: t.db}") { gateway in
      for _ in 0..<3 { #expect(try await gateway.chat().status == 200) }
      let cost = try await gateway.get("/status.json").json["today"]?["cost"]
      #expect(cost?.doubleValue ?? 0 > 0)
      try gateway.rewrite(
        "store: {path: t.db}\nbudgets: [{name: all, scope: everyone, period: month, limit: 1}]")
      let budgets = try await eventually("the budget") { () -> [JSON]? in
        let budgets = try await gateway.get("/status.json").json["budgets"]?.arrayValue
        return budgets?.isEmpty == false ? budgets : nil
      }
      #expect(budgets.map { $0["spent"] } == [cost])
    }
  }

  @Test("A bad file is refused with its lines in the log and on the page, and the old one serves on")
  func bad() async throws {
    try await RunningGateway.with { gateway in
      try gateway.folder.write("g.yaml", "tiers: [small\nlisten: 7\n")
      let refused = try await eventually("the refusal") { () -> JSON? in
        let status = try await gateway.get("/status.json").json
        let refused = status["configuration"]?["refused"]
        return refused?.arrayValue?.isEmpty == false ? refused : nil
      }
      #expect(refused[0]?.stringValue?.hasPrefix("line ") == true)
      _ = try await eventually("the line in the log") { () -> Bool? in
        let log = gateway.folder.read("err")
        return log.contains("the new configuration is refused; the old one stays") ? true : nil
      }
      #expect(try await gateway.chat().status == 200)
      #expect(try await gateway.get("/metrics").body.contains("triage_configuration_current 0.0"))
      try gateway.rewrite(small: "small-2")
      _ = try await eventually("the mended file") {
        try await gateway.chat(model: "small").json["model"]?.stringValue == "small-2" ? true : nil
      }
      let status = try await gateway.get("/status.json").json
      #expect(status["configuration"]?["refused"]?.arrayValue?.isEmpty == true)
    }
  }

  @Test("The router's file can be swapped: a good one is taken, a broken one refused")
  func router() async throws {
    let router = try repositoryFile("models/default.triage")
    try await RunningGateway.with { gateway in
      #expect(try await gateway.chat().headers.first(name: "x-triage-router") == nil)
      let place = gateway.folder.file("r.triage")
      try FileManager.default.copyItem(atPath: router, toPath: place)
      try gateway.rewrite("router: r.triage")
      let identity = try await eventually("a router") {
        try await gateway.chat().headers.first(name: "x-triage-router")
      }
      try gateway.folder.write("r.triage", "no router at all")
      _ = try await eventually("the refusal") {
        gateway.folder.read("err").contains("the new configuration is refused") ? true : nil
      }
      #expect(try await gateway.chat().headers.first(name: "x-triage-router") == identity)
      try FileManager.default.removeItem(atPath: place)
      try FileManager.default.copyItem(atPath: router, toPath: place)
      _ = try await eventually("the router again") { () -> Bool? in
        let status = try await gateway.get("/status.json").json
        return status["configuration"]?["refused"]?.arrayValue?.isEmpty == true ? true : nil
      }
      let status = try await gateway.get("/status.json").json
      #expect(status["router"]?["identity"]?.stringValue == identity)
      #expect(status["router"]?["held_out"]?["n"]?.intValue ?? 0 > 0)
      // No drawing of the same name lies beside the file yet.
      #expect(status["router"]?["curve"]?.boolValue == false)
      #expect(try await gateway.get("/curve.svg").status == 404)
      let drawing = try repositoryFile("models/default.svg")
      try FileManager.default.copyItem(atPath: drawing, toPath: gateway.folder.file("r.svg"))
      let curve = try await gateway.get("/curve.svg")
      #expect(curve.status == 200)
      #expect(curve.headers.first(name: "content-type") == "image/svg+xml")
    }
  }

  @Test("A renewed certificate is served without a restart; a broken one is refused, and the last serves on")
  func certificate() async throws {
    let more = "tls: {certificate: cert.pem, key: key.pem}"
    try await RunningGateway.with(more, isTLS: true, prepare: { try Certificate.make(in: $0) }) { gateway in
      func health() async throws -> Int? {
        // A client of its own each time: it trusts the certificate that lies there, and keeps no connection.
        var gateway = gateway
        let client = try Certificate.client(gateway.folder)
        gateway.client = client
        let status = try? await gateway.get("/health").status
        try await client.shutdown()
        return status
      }
      #expect(try await health() == 200)
      try Certificate.make(in: gateway.folder)
      _ = try await eventually("the new certificate") { try await health() }
      let sound = gateway.folder.read("cert.pem")
      try gateway.folder.write("cert.pem", "no certificate\n")
      _ = try await eventually("the refusal") {
        gateway.folder.read("err").contains("the new configuration is refused") ? true : nil
      }
      try gateway.folder.write("cert.pem", sound)
      #expect(try await health() == 200)
    }
  }

  @Test("Keys are added and taken away without a restart, and no log shows one")
  func keys() async throws {
    let (first, second) = (KeyRing.makeKey(), KeyRing.makeKey())
    try await RunningGateway.with(
      "callers: {keys: keys}", prepare: { try $0.write("keys", "one:\(KeyRing.hash(first))\n") }
    ) { gateway in
      func status(_ key: String) async throws -> Int {
        try await gateway.chat(headers: [("authorization", "Bearer \(key)")]).status
      }
      #expect(try await status(first) == 200)
      #expect(try await status(second) == 401)
      try gateway.folder.write("keys", "two:\(KeyRing.hash(second))\n")
      _ = try await eventually("the second key") { try await status(second) == 200 ? true : nil }
      #expect(try await status(first) == 401)
      // Somebody puts a key itself into the file.
      try gateway.folder.write("keys", "three:\(first)\n")
      _ = try await eventually("the refusal") {
        gateway.folder.read("err").contains("the new configuration is refused") ? true : nil
      }
      #expect(try await status(second) == 200)
      for name in ["out", "err"] {
        let text = gateway.folder.read(name)
        for secret in [first, second, KeyRing.hash(first), RunningGateway.upstreamKey] {
          #expect(!text.contains(secret))
        }
      }
    }
  }
}
