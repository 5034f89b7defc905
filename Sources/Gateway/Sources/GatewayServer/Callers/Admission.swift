import Foundation
public import GatewayConfiguration
import GatewayWire
import HTTPTypes
import Synchronization

/// Who may come in, and how many at once.
public final class Admission: Sendable {
  private let keys: KeyRing?
  let limits: RequestLimits
  private let rate: RateLimit?
  fileprivate let seats: Seats

  /// Counts the requests under way, across reloads.
  fileprivate final class Seats: Sendable {
    let taken = Atomic<Int>(0)
  }

  /// A request's place among those under way: given back when the last reference to it is gone, so that a stream holds
  /// it until its end, however that comes about.
  final class Seat: Sendable {
    private let seats: Seats

    fileprivate init(_ seats: Seats) { self.seats = seats }

    deinit { seats.taken.wrappingSubtract(1, ordering: .relaxed) }
  }

  /// - Parameters:
  ///   - keys: nil lets everyone in.
  ///   - previous: the admission before a reload, whose requests under way and spent rates go on counting.
  public init(limits: RequestLimits, keys: KeyRing?, after previous: Admission? = nil) {
    self.keys = keys
    self.limits = limits
    seats = previous?.seats ?? Seats()
    let isSameRate = previous.map { $0.limits.rate == limits.rate } ?? false
    rate = isSameRate ? previous?.rate : limits.rate.map { RateLimit(rate: $0) }
  }

  /// Requests under way.
  public var count: Int { seats.taken.load(ordering: .relaxed) }

  /// The name of the caller's key, nil where none is asked for.
  ///
  /// - Throws: an error of OpenAI's shape where the headers are too long, the key is unknown or the caller too fast; with
  ///   the time to wait in the last case.
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

  /// Whether somebody may look at the pages for people and for Prometheus: with any caller's key, also as the password of
  /// HTTP Basic, whose user name does not matter. Basic opens nothing else: a browser sends it along by itself.
  func mayLook(_ headers: HTTPFields) -> Bool {
    guard let keys else { return true }
    if let authorization = headers[.authorization], authorization.lowercased().hasPrefix("basic ") {
      let encoded = authorization.dropFirst(6).drop { $0 == " " }
      guard let data = Data(base64Encoded: String(encoded)) else { return false }
      let pair = String(decoding: data, as: UTF8.self).split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return pair.count == 2 && keys.name(of: pair[1]) != nil
    }
    return (try? identify(headers)) != nil
  }

  private func identify(_ headers: HTTPFields) throws(Refusal) -> String? {
    guard let keys else { return nil }
    var presented = headers[.apiKey] ?? ""
    if let authorization = headers[.authorization], authorization.lowercased().hasPrefix("bearer ") {
      presented = String(authorization.dropFirst(7).drop { $0 == " " })
    }
    guard let name = keys.name(of: presented) else {
      throw Refusal(
        status: 401, type: "invalid_request_error", code: "invalid_api_key",
        message: presented.isEmpty ? "no API key: send it as 'Authorization: Bearer …'" : "unknown API key")
    }
    return name
  }

  /// Counts a request in; nil where too many are under way.
  func enter() -> Seat? {
    let taken = seats.taken.wrappingAdd(1, ordering: .relaxed).newValue
    let seat = Seat(seats)
    return taken <= limits.concurrency ? seat : nil
  }
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

extension Duration {
  /// Seconds, rounded up, at least one: what `Retry-After` can say.
  var wholeSeconds: Int64 {
    max(1, components.seconds + (components.attoseconds > 0 ? 1 : 0))
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
