import Testing
import UpstreamSimulator

@Suite("Beginning to listen")
struct ListenTests {
  @Test("An address that is taken or is none is named in one line, and the exit code is 74")
  func refused() async throws {
    try await RunningGateway.with { gateway in
      let folder = Folder()
      for (address, reason) in [
        ("127.0.0.1:\(gateway.port)", "Address already in use"), ("no.such.host.invalid:0", ""),
      ] {
        let text = RunningGateway.file(gateway.simulator)
        try folder.write("g.yaml", text.replacing("listen: 127.0.0.1:0", with: "listen: \(address)"))
        let result = try await Program.run("serve", folder.file("g.yaml"), in: folder)
        #expect(result.code == 74)
        let line = try #require(result.errors.split(separator: "\n").last)
        #expect(line.hasPrefix("triage-gateway: cannot listen on \(address): \(reason)"), "\(line)")
      }
    }
  }
}
