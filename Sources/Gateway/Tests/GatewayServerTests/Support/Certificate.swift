import AsyncHTTPClient
import Foundation
import NIOSSL

/// A self-signed certificate for localhost.
enum Certificate {
  struct NotMade: Error {}

  static func make(in folder: Folder) throws {
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.file("key.pem"),
      "-out", folder.file("cert.pem"),
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else { throw NotMade() }
  }

  /// A client that trusts this certificate alone. Whoever asked for it shuts it down.
  static func client(_ folder: Folder) throws -> HTTPClient {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .file(folder.file("cert.pem"))
    return HTTPClient(
      configuration: .init(tlsConfiguration: tls, timeout: .init(connect: RunningGateway.patience)))
  }
}
