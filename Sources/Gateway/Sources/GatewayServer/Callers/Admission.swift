import GatewayConfiguration
import GatewayWire
import HTTPTypes
import Synchronization

/// Who may come in, and how many at once.
public final class Admission: Sendable {
  private let keys: KeyRing?
  private let limits: RequestLimits
  private let rate: RateLimit?
  private let underWay = Atomic<Int>(0)

  /// - Parameter keys: nil lets everyone in.
  public init(limits: RequestLimits, keys: KeyRing?) {
    self.keys = keys
    self.limits = limits
    rate = limits.rate.map { RateLimit(rate: $0) }
  }

  /// Requests under way.
  public var count: Int { underWay.load(ordering: .relaxed) }

  /// The name of the caller's key, nil where none is asked for.
  ///
  /// Throws an error of OpenAI's shape where the headers are too long, the key is unknown or the caller too fast; with the
  /// time to wait in the last case.
  func check(_ headers: HTTPFields) throws(Refusal) -> String? {
    let size = headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
    guard size <= limits.headers else {
      throw Refusal(
        status: 431, type: "invalid_request_error", code: "headers_too_large",
        message: "the headers have more than \(limits.headers) bytes")
    }
    let caller = try identify(headers)
    if let wait = rate?.wait(for: caller ?? "") {
      throw Refusal(
        status: 429, type: "rate_limit_error", code: "rate_limit_exceeded",
        message: "more than the allowed requests a second", retryAfter: wait)
    }
    return caller
  }

  private func identify(_ headers: HTTPFields) throws(Refusal) -> String? {
    guard let keys else { return nil }
    var presented = headers[.apiKey] ?? ""
    if let authorization = headers[.authorization], authorization.lowercased().hasPrefix("bearer ") {
      presented = String(authorization.dropFirst(7))
    }
    guard let name = keys.name(of: presented) else {
      throw Refusal(
        status: 401, type: "invalid_request_error", code: "invalid_api_key",
        message: presented.isEmpty ? "no API key: send it as 'Authorization: Bearer …'" : "unknown API key")
    }
    return name
  }

  /// Counts a request in; false where too many are under way.
  func enter() -> Bool {
    if underWay.wrappingAdd(1, ordering: .relaxed).newValue <= limits.concurrency { return true }
    underWay.wrappingSubtract(1, ordering: .relaxed)
    return false
  }

  /// Counts a request out.
  func leave() { underWay.wrappingSubtract(1, ordering: .relaxed) }
}

/// A request that is not let in.
struct Refusal: Error {
  var error: WireError
  var retryAfter: Duration?

  init(status: Int, type: String, code: String, message: String, retryAfter: Duration? = nil) {
    error = WireError(status: status, type: type, code: code, message: message)
    self.retryAfter = retryAfter
  }
}

extension HTTPField.Name {
  /// `x-api-key`, as Anthropic's clients send it.
  static let apiKey = named("x-api-key")

  /// A field name that is known to be one.
  static func named(_ name: String) -> HTTPField.Name {
    HTTPField.Name(name) ?? .userAgent
  }
}
