import Crypto
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// `GET /`: one page, complete in itself, that shows what ``StatusRoute`` says.
///
/// Nothing is loaded from elsewhere, and the browser is told so: only this very script, by its hash, may run.
enum StatusPage {
  static var response: Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache",
        .contentSecurityPolicy: policy, .named("x-content-type-options"): "nosniff",
        .named("referrer-policy"): "no-referrer",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static let html = """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Triage gateway</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <link rel="icon" href="data:,">
    <style>\(style)</style></head><body>
    \(markup)
    <script>\(script)</script></body></html>

    """

  private static let bytes = Array(html.utf8)

  private static let policy: String = {
    let hash = Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
    return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(hash)'; connect-src 'self'; "
      + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }()
}
