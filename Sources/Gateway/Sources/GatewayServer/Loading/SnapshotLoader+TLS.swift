import GatewayConfiguration
import NIOSSL

extension SnapshotLoader {
  /// What is wrong with the two files of `tls`; nil where a server can be made of them.
  static func problem(of files: TLSFiles) -> TLSProblem? {
    let chain: [NIOSSLCertificate]
    do {
      chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
    } catch {
      return .certificate("holds no PEM certificate that can be used")
    }
    guard let key = try? NIOSSLPrivateKey(file: files.key, format: .pem) else {
      return .key("holds no PEM key that can be used (one without a passphrase)")
    }
    do {
      _ = try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
      return nil
    } catch {
      return .key("does not belong to the certificate")
    }
  }
}
