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
    // Other tests start programs meanwhile: none of them may inherit the end that is read.
    var ends: [Int32] = [0, 0]
    #if canImport(Darwin)
      #expect(pipe(&ends) == 0)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #else
      #expect(pipe2(&ends, O_CLOEXEC) == 0)
    #endif
    let program = try Program(
      ["serve", folder.file("g.yaml")], in: folder, environment: ["SIM_KEY": "x"], output: ends[1])
    close(ends[1])
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while RunningGateway.announcedPort(in: text) == nil {
      let count = read(ends[0], &buffer, buffer.count)
      guard count > 0 else { break }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let port = try #require(RunningGateway.announcedPort(in: text))
    let gateway = RunningGateway(folder: folder, program: program, port: port, simulator: simulator)
    #expect(try await gateway.chat().status == 200)
    close(ends[0])
    for _ in 0..<20 { #expect(try await gateway.chat().status == 200) }
    let status = try await gateway.get("/status.json").json
    #expect((status["audit"]?["failed"]?.intValue ?? 0) > 0)
    program.signal(SIGTERM)
    #expect(await program.wait() == 0)
    try await simulator.stop()
  }
}
