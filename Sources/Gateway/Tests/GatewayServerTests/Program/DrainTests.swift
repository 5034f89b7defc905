import AsyncHTTPClient
import Foundation
import GatewayJSON
import GatewayTestSupport
import NIOCore
import NIOHTTP1
import Testing
import UpstreamSimulator

@Suite("Stopping the program")
struct DrainTests {
  @Test("SIGTERM lets a stream end, takes no new connection, and the exit code is 0")
  func drains() async throws {
    var behaviour = Behaviour()
    behaviour.hold = 1
    try await RunningGateway.with("drain: 10m", behaviour: behaviour) { gateway in
      let body = RunningGateway.body("Tell me a long story about a river", isStream: true)
      let request = gateway.request(.POST, "/v1/chat/completions", body: body)
      let response = try await gateway.client.execute(request, timeout: RunningGateway.patience)
      var events = response.body.makeAsyncIterator()
      var text = String(buffer: try #require(try await events.next()))
      gateway.program.signal(SIGTERM)
      _ = try await eventually("a refused connection") { () -> Bool? in
        do {
          // async-http-client would go on trying for a minute.
          try await RawConnection.with(port: gateway.port) { _ in }
          return nil
        } catch {
          return true
        }
      }
      #expect(!text.contains("[DONE]"), "a held stream was over")
      gateway.simulator.release()
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
    behaviour.hold = 1
    try await RunningGateway.with("drain: 1s", behaviour: behaviour) { gateway in
      let body = RunningGateway.body("Tell me a long story", isStream: true)
      let request = gateway.request(.POST, "/v1/chat/completions", body: body)
      let response = try await gateway.client.execute(request, timeout: RunningGateway.patience)
      var events = response.body.makeAsyncIterator()
      _ = try await events.next()
      let start = ContinuousClock.now
      gateway.program.signal(SIGTERM)
      #expect(await gateway.program.wait() < 128)
      // A second, and not the thirty that it waits unless told otherwise.
      #expect(ContinuousClock.now - start < .seconds(25))
    }
  }

  @Test("A reader of the logs that goes away does not end the program")
  func brokenPipe() async throws {
    let folder = Folder()
    let simulator = UpstreamSimulator()
    try await simulator.start()
    try folder.write("g.yaml", RunningGateway.file(simulator))
    // Named pipes, each end opened for this process or that program alone: other tests start programs meanwhile.
    let ends = ["out", "err"].map { name in
      mkfifo(folder.file(name), 0o600)
      return open(folder.file(name), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }
    let program = try Program(["serve", folder.file("g.yaml")], in: folder, environment: ["SIM_KEY": "x"])
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    let port = try await eventually("the port") {
      let count = read(ends[1], &buffer, buffer.count)
      if count > 0 { text += String(decoding: buffer[..<count], as: UTF8.self) }
      return RunningGateway.announcedPort(in: text)
    }
    let gateway = RunningGateway(folder: folder, program: program, port: port, simulator: simulator)
    #expect(try await gateway.chat().status == 200)
    for end in ends { close(end) }
    for _ in 0..<20 { #expect(try await gateway.chat().status == 200) }
    _ = try await eventually("a line that could not be written") { () -> Bool? in
      let status = try await gateway.get("/status.json").json
      return (status["audit"]?["failed"]?.intValue ?? 0) > 0 ? true : nil
    }
    program.signal(SIGTERM)
    #expect(await program.wait() == 0)
    try await simulator.stop()
  }
}
