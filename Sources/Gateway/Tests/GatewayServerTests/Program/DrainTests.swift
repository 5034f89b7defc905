import AsyncHTTPClient
import Foundation
import GatewayJSON
import NIOCore
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("Stopping the program")
struct DrainTests {
  @Test("SIGTERM lets a slow stream end, takes no new connection, and the exit code is 0")
  func drains() async throws {
    var behaviour = Behaviour()
    behaviour.gap = 150
    try await RunningGateway.with(behaviour: behaviour) { gateway in
      let body = RunningGateway.body("Tell me a long story about a river", isStream: true)
      let request = gateway.request(.POST, "/v1/chat/completions", body: body)
      let response = try await gateway.client.execute(request, timeout: .seconds(20))
      var events = response.body.makeAsyncIterator()
      var text = String(buffer: try #require(try await events.next()))
      gateway.program.signal(SIGTERM)
      _ = try await eventually("a refused connection") { () -> Bool? in
        do {
          _ = try await gateway.get("/health")
          return nil
        } catch {
          return true
        }
      }
      #expect(!text.contains("[DONE]"), "the stream was over before the end began")
      while let buffer = try await events.next() { text += String(buffer: buffer) }
      #expect(text.hasSuffix("data: [DONE]\n\n"))
      #expect(await gateway.program.wait() == 0)
      // The stream's own line was written before the end.
      #expect(gateway.folder.lines("out").contains { $0.contains(#""triage.state":"served""#) })
    }
  }

  @Test("A stream that outlasts the drain time is given up, and the program ends all the same")
  func givesUp() async throws {
    var behaviour = Behaviour()
    behaviour.gap = 3000
    try await RunningGateway.with("drain: 1s", behaviour: behaviour) { gateway in
      let body = RunningGateway.body("Tell me a long story", isStream: true)
      let request = gateway.request(.POST, "/v1/chat/completions", body: body)
      let response = try await gateway.client.execute(request, timeout: .seconds(20))
      var events = response.body.makeAsyncIterator()
      _ = try await events.next()
      let start = ContinuousClock.now
      gateway.program.signal(SIGTERM)
      _ = await gateway.program.wait()
      #expect(ContinuousClock.now - start < .seconds(8))
    }
  }

  @Test("A reader of the logs that goes away does not end the program")
  func brokenPipe() async throws {
    let folder = Folder()
    let simulator = UpstreamSimulator()
    try await simulator.start()
    try folder.write("g.yaml", RunningGateway.file(simulator))
    // `head` reads one line of each and leaves; the shell waits for the gateway.
    let script = """
      { "\(Program.path)" serve "\(folder.file("g.yaml"))" 2>&3 & echo $! >"\(folder.file("pid"))"; wait $!; \
      echo $? >"\(folder.file("code"))"; } 3> >(head -n 3 >"\(folder.file("err"))") | head -n 1 >/dev/null
      """
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", script]
    shell.environment = ["SIM_KEY": "x", "PATH": "/usr/bin:/bin"]
    try shell.run()
    let port = try await eventually("the port") { () -> Int? in
      let text = folder.read("err")
      guard let range = text.range(of: "listening on 127.0.0.1:") else { return nil }
      return Int(text[range.upperBound...].prefix { $0.isNumber })
    }
    let gateway = RunningGateway(
      folder: folder, program: try Program(["--version"], in: folder), port: port, simulator: simulator)
    for _ in 0..<20 { #expect(try await gateway.chat().status == 200) }
    let status = try await gateway.get("/status.json").json
    #expect((status["audit"]?["failed"]?.intValue ?? 0) > 0)
    kill(pid_t(folder.read("pid").trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0, SIGTERM)
    _ = try await eventually("the exit code") { folder.read("code").isEmpty ? nil : true }
    #expect(folder.read("code") == "0\n")
    try await simulator.stop()
  }
}
