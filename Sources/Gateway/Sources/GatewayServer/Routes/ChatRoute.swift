import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayWire
import HTTPTypes
import HummingbirdCore
import NIOCore

/// `POST /v1/chat/completions` and `/v1/completions`: HTTP around ``GatewayPipeline/Gateway/answer(_:)``.
struct ChatRoute: Sendable {
  let gateway: Gateway
  let endpoint: Endpoint
  let watch: CallerWatch?

  func answer(_ request: Request, caller: String?) async throws -> Response {
    let body: [UInt8]
    do {
      body = try await request.wholeBody(limit: gateway.snapshot.configuration.limits.body)
    } catch {
      return Response(error)
    }
    var incoming = IncomingRequest(
      endpoint: endpoint, body: body, context: try CallerContext(headers: request.headers, caller: caller))
    incoming.wantsExplanation = request.headers[.explain].map { $0 != "0" && $0 != "false" } ?? false
    let asked = incoming
    return Response(await watch.whilePresent { await gateway.answer(asked) }, for: watch)
  }
}

extension Request {
  /// The body's bytes, at most `limit`.
  func wholeBody(limit: Int) async throws(WireError) -> [UInt8] {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw WireError.tooLarge(limit)
    }
    do {
      var bytes: [UInt8] = []
      for try await buffer in body {
        bytes.append(contentsOf: buffer.readableBytesView)
        if bytes.count > limit { throw WireError.tooLarge(limit) }
      }
      return bytes
    } catch is BodyClock.Late {
      throw WireError.late
    } catch {
      throw (error as? WireError) ?? .invalid("the body could not be read")
    }
  }
}

extension WireError {
  /// A body that did not come in time.
  static let late = WireError(
    status: 408, type: "invalid_request_error", code: "request_timeout",
    message: "the body did not come in time")

  /// A body beyond the limit.
  static func tooLarge(_ limit: Int) -> WireError {
    WireError(
      status: 413, type: "invalid_request_error", code: "request_too_large",
      message: "the body has more than \(limit) bytes")
  }
}

extension CallerContext {
  /// What the `x-triage-…` headers say.
  ///
  /// - Throws: a refusal of a value that means nothing.
  init(headers: HTTPFields, caller: String?) throws(WireError) {
    self.init()
    func value(_ name: String) -> String? {
      guard let value = headers[.named("x-triage-" + name)], !value.isEmpty else { return nil }
      return value
    }
    user = value("user")
    feature = value("feature")
    impact = value("impact")
    severity = value("severity")
    sensitivity = value("sensitivity")
    conversation = value("conversation")
    if let text = value("error-tolerance") {
      errorTolerance = try CallerContext.tolerance(text, of: "x-triage-error-tolerance")
    }
    self.caller = caller
  }
}

extension HTTPField.Name {
  /// `x-triage-explain`.
  static let explain = named("x-triage-explain")
}
