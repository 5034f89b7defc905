import Foundation
import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayUpstreams
import GatewayWire
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Sends each request to its route. A dozen fixed paths need no router's tree.
struct GatewayResponder: Sendable {
  let gateway: Gateway
  let watches: CallerWatches
  let operations: Operations

  /// Whether to tell a caller who waits for leave to send the body: RFC 9110, `expect: 100-continue`. curl asks for it from
  /// a megabyte on and waits a second for the answer, others wait for ever.
  func wants(_ request: Request) -> Bool {
    guard request.headers[.expect]?.lowercased() == "100-continue" else { return false }
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    return length <= gateway.snapshot.configuration.limits.body
  }

  /// Answers one request.
  ///
  /// - Parameter seat: the request's place among those under way where it took one; to be held until its response is
  ///   written.
  func respond(
    to request: Request, on channel: any Channel, holding seat: inout Admission.Seat?
  ) async -> Response {
    switch (request.method, request.uri.path) {
    case (.get, "/health"), (.head, "/health"):
      return Response(json: .object([.init("status", .string("ok"))]))
    case (.get, "/ready"), (.head, "/ready"):
      return ready()
    case (.get, "/metrics"):
      return forViewers(request) { MetricsRoute(operations: operations).response(gateway) }
    case (.get, "/"):
      return forViewers(request) { StatusPage.response }
    case (.get, "/status.json"):
      return forViewers(request) { StatusRoute(gateway: gateway, operations: operations).response }
    case (.get, "/curve.svg"):
      return forViewers(request) { StatusRoute(gateway: gateway, operations: operations).curve }
    case (.post, "/v1/chat/completions"):
      return await admitted(request, &seat) {
        try await ChatRoute(gateway: gateway, endpoint: .chat, watch: watches.watch(of: channel))
          .answer(request, caller: $0)
      }
    case (.post, "/v1/completions"):
      return await admitted(request, &seat) {
        try await ChatRoute(
          gateway: gateway, endpoint: .completions, watch: watches.watch(of: channel)
        ).answer(request, caller: $0)
      }
    case (.post, "/v1/messages"):
      return await admitted(request, &seat, as: .messages) {
        try await MessagesRoute(gateway: gateway, watch: watches.watch(of: channel)).answer(
          request, caller: $0)
      }
    case (.post, "/v1/messages/count_tokens"):
      return await admitted(request, &seat, as: .messages) { _ in
        try await MessagesRoute(gateway: gateway, watch: watches.watch(of: channel)).count(request)
      }
    case (.get, "/v1/models"):
      return await admitted(request, &seat) { _ in
        Response(json: ModelsRoute.body(gateway.snapshot.configuration))
      }
    case (.get, let path) where path.hasPrefix("/v1/models/"):
      return await admitted(request, &seat) { _ in
        let name = String(path.dropFirst("/v1/models/".count))
        return Response(
          json: try ModelsRoute.body(gateway.snapshot.configuration, of: name.removingPercentEncoding ?? name)
        )
      }
    case (.post, "/v1/route"):
      return await admitted(request, &seat) { caller in
        let body = try await request.wholeBody(limit: gateway.snapshot.configuration.limits.body)
        let context = try CallerContext(headers: request.headers, caller: caller)
        return Response(json: try RouteRoute(gateway: gateway).answer(body: body, context: context))
      }
    case (.post, "/v1/feedback"):
      return await admitted(request, &seat) { caller in
        let body = try await request.wholeBody(limit: 64 * 1024)
        return Response(json: try await FeedbackRoute(gateway: gateway).answer(body: body, caller: caller))
      }
    default:
      return Response(
        WireError(
          status: 404, type: "invalid_request_error", code: "unknown_url",
          message: "no \(request.method.rawValue) \(request.uri.path) here"))
    }
  }

  /// Lets a request in, or refuses it with an error of the shape of the API that the caller uses.
  private func admitted(
    _ request: Request, _ seat: inout Admission.Seat?, as endpoint: Endpoint = .chat,
    _ handle: (String?) async throws -> Response
  ) async -> Response {
    let admission = operations.admission
    do {
      let caller = try admission.check(request.headers)
      seat = admission.enter()
      guard seat != nil else {
        throw Refusal(
          status: 503, type: "server_error", code: "overloaded", message: "too many requests under way",
          retryAfter: .seconds(1))
      }
      return try await handle(caller)
    } catch let refusal as Refusal {
      operations.refused(refusal.error.code ?? "")
      var response = Response(refusal.error, as: endpoint)
      if let wait = refusal.retryAfter { response.headers[.retryAfter] = String(wait.wholeSeconds) }
      return response
    } catch let error as WireError {
      return Response(error, as: endpoint)
    } catch {
      return Response(
        WireError(status: 500, type: "server_error", message: "the gateway failed: \(type(of: error))"),
        as: endpoint)
    }
  }

  /// A page for people or Prometheus: behind the callers' keys where there are any.
  private func forViewers(_ request: Request, _ page: () -> Response) -> Response {
    guard operations.admission.mayLook(request.headers) else {
      return Response(
        status: .unauthorized,
        headers: [
          .wwwAuthenticate: "Basic realm=\"triage-gateway: any name, a caller's key as the password\"",
          .contentType: "text/plain; charset=utf-8",
        ],
        body: ResponseBody(byteBuffer: ByteBuffer(string: "A caller's key, please, as the password.\n")))
    }
    return page()
  }

  /// Ready: at least one model can be asked.
  private func ready() -> Response {
    let snapshot = gateway.snapshot
    let isReady = snapshot.configuration.models.indices.contains { snapshot.upstream(of: $0).isAvailable }
    return Response(
      json: .object([.init("status", .string(isReady ? "ready" : "no upstream available"))]),
      status: isReady ? .ok : .serviceUnavailable)
  }
}
