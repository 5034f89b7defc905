import GatewayJSON
import NIOCore

/// HTTP/1.1 responses as bytes.
enum Raw {
  private static let reasons = [200: "OK", 400: "Bad Request", 404: "Not Found", 429: "Too Many Requests"]

  static func head(_ status: Int, type: String = "application/json", _ framing: String) -> String {
    "HTTP/1.1 \(status) \(reasons[status] ?? "Error")\r\ncontent-type: \(type)\r\n\(framing)\r\n\r\n"
  }

  static func whole(_ status: Int, _ body: JSON, headers: String = "") -> ByteBuffer {
    whole(status, body.bytes, headers: headers)
  }

  static func whole(_ status: Int, _ body: [UInt8], headers: String = "") -> ByteBuffer {
    var buffer = ByteBuffer(string: head(status, headers + "content-length: \(body.count)"))
    buffer.writeBytes(body)
    return buffer
  }

  static var streamHead: String { head(200, type: "text/event-stream", "transfer-encoding: chunked") }

  /// One event as one piece of a chunked body.
  static func event(_ name: String?, _ data: String) -> String {
    let event = (name.map { "event: \($0)\n" } ?? "") + "data: \(data)\n\n"
    return String(event.utf8.count, radix: 16) + "\r\n" + event + "\r\n"
  }

  static let end = "0\r\n\r\n"
}
