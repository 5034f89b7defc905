public import GatewayMoney
import Synchronization

/// Estimates a request's input tokens from its bytes, corrected by the usage that upstreams report.
///
/// One ratio a model: tokens counted over bytes sent, as an exponential average that forgets with each report by a
/// twentieth, so that some dozens of requests move it to the traffic's language and format.
public final class TokenEstimate: Sendable {
  private let ratios: Mutex<[Double]>

  /// The ratios to start from, one a model.
  public init(tokensPerByte: [Double]) {
    ratios = Mutex(tokensPerByte)
  }

  /// Tokens a byte of a model.
  public func ratio(model: Int) -> Double {
    ratios.withLock { $0.indices.contains(model) ? $0[model] : 0.25 }
  }

  /// Tokens of so many bytes for a model, rounded up.
  public func tokens(bytes: Int, model: Int) -> Int {
    Int((Double(bytes) * ratio(model: model)).rounded(.up))
  }

  /// The usage of a call whose upstream has not told it to the end: what it had counted, and at least what the bytes that
  /// it wrote come to.
  ///
  /// - Parameters:
  ///   - counted: what it told before it broke off; nil where it told nothing.
  ///   - bytes: the request's, its ``Plan/size``.
  ///   - written: the answer's.
  public func usage(counted: TokenUsage?, bytes: Int, written: Int, model: Int) -> TokenUsage {
    var usage = counted ?? TokenUsage()
    if usage.input == 0 { usage.input = tokens(bytes: bytes, model: model) }
    usage.output = max(usage.output, tokens(bytes: written, model: model))
    return usage
  }

  /// An upstream counted so many tokens of a request with so many bytes. Reports that cannot be right are ignored.
  public func correct(model: Int, bytes: Int, counted tokens: Int) {
    guard bytes >= 64, tokens > 0 else { return }
    let ratio = Double(tokens) / Double(bytes)
    guard ratio > 0.01, ratio < 4 else { return }
    ratios.withLock { ratios in
      guard ratios.indices.contains(model) else { return }
      ratios[model] += (ratio - ratios[model]) / 20
    }
  }
}
