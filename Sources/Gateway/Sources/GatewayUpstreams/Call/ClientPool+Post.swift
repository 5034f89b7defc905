import AsyncHTTPClient
import GatewayConfiguration
import NIOCore
import NIOHTTP1

extension ClientPool {
  /// Posts JSON and gives the status; the answer's body is read and thrown away. Throws where there is none in time.
  public func post(url: String, body: [UInt8], timeout: Duration) async throws -> Int {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: body))
    let response = try await client(for: Timeouts()).here.execute(
      request, deadline: .now() + TimeAmount(timeout))
    _ = try await response.body.collect(upTo: 1024 * 1024)
    return Int(response.status.code)
  }
}
