import Foundation
import Testing

@Suite("HTTP as clients speak it")
struct ProtocolTests {
  @Test("An answer to HEAD has no body, which would be the beginning of the next answer")
  func head() async throws {
    try await RunningGateway.with { gateway in
      try await RawConnection.with(port: gateway.port) { connection in
        for path in ["/health", "/ready", "/none"] {
          try await connection.write("HEAD \(path) HTTP/1.1\r\nhost: x\r\n\r\n")
        }
        try await connection.write("GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        try await connection.readToEnd()
        let answers = connection.text.components(separatedBy: "HTTP/1.1 ").dropFirst()
        #expect(answers.map { $0.prefix(3) } == ["200", "200", "404", "200"])
        #expect(answers.map { $0.hasSuffix("\r\n\r\n") } == [true, true, true, false])
        #expect(answers.first?.lowercased().contains("content-length: 15\r\n") == true)
      }
    }
  }

  @Test("Who asks for leave to send a body gets it at once, or an answer where the body is too long")
  func expectation() async throws {
    // Without leave the answer would be 408.
    try await RunningGateway.with("limits: {body: 2048, body_time: 10s}") { gateway in
      let body = RunningGateway.body("Hello")
      func head(_ length: Int) -> String {
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nexpect: 100-Continue\r\ncontent-length: \(length)\r\n\r\n"
      }
      try await RawConnection.with(port: gateway.port) { connection in
        try await connection.write(head(body.utf8.count))
        try await connection.read(until: "\r\n\r\n")
        #expect(connection.text == "HTTP/1.1 100 Continue\r\n\r\n")
        try await connection.write(body)
        try await connection.read(until: "chat.completion")
        #expect(connection.text.contains("\r\n\r\nHTTP/1.1 200 OK\r\n"))
      }
      try await RawConnection.with(port: gateway.port) { connection in
        try await connection.write(head(4096))
        try await connection.read(until: "\r\n\r\n")
        #expect(connection.text.hasPrefix("HTTP/1.1 413 "))
      }
    }
  }
}
