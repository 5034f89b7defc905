import Foundation
import GatewayTestSupport
import Testing

@testable import GatewayServer

@Suite("The date header")
struct DateHeaderTests {
  @Test(
    "A moment is written as RFC 9110 writes it",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      // RFC 9110's own example.
      (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_827_696, "Tue, 29 Feb 2000 12:34:56 GMT"),
      (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ])
  func written(second: Int, text: String) { #expect(DateHeader.text(second) == text) }

  @Test("It says the time of now, and goes on")
  func now() async throws {
    let header = DateHeader()
    let parser = DateFormatter()
    parser.locale = Locale(identifier: "en_US_POSIX")
    parser.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    let before = Date()
    let read = try #require(parser.date(from: header.text))
    #expect(read >= before.addingTimeInterval(-1.5) && read <= Date())
    let first = header.text
    _ = try await eventually("another second") { header.text != first ? true : nil }
  }
}
