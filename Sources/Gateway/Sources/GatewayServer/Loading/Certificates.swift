import GatewayConfiguration
import NIOCore
import NIOSSL
import Synchronization

/// The certificate and the key that connections are made with: those of the files as they were last taken up, so that a
/// renewed certificate is served without a new start. Connections that stand keep theirs.
final class Certificates: Sendable {
  private struct Pair {
    var chain: [NIOSSLCertificateSource]
    var key: NIOSSLPrivateKeySource

    init(_ files: TLSFiles) throws {
      chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map { .certificate($0) }
      key = .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem))
    }
  }

  private let current: Mutex<Pair>

  init(_ files: TLSFiles) throws { current = Mutex(try Pair(files)) }

  /// Serves what the files hold now; what was served before stays where they cannot be read.
  func take(_ files: TLSFiles) throws {
    let next = try Pair(files)
    current.withLock { $0 = next }
  }

  /// For a server's socket, which asks at every handshake.
  func configuration() -> TLSConfiguration {
    let first = current.withLock { $0 }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: first.chain, privateKey: first.key)
    configuration.sslContextCallback = { [self] _, promise in
      let now = current.withLock { $0 }
      var served = NIOSSLContextConfigurationOverride()
      served.certificateChain = now.chain
      served.privateKey = now.key
      promise.succeed(served)
    }
    return configuration
  }
}
