import GatewayUpstreams
import GatewayConfiguration
import GatewayJSON
import GatewayPipeline
import GatewayWire
import HTTPTypes
public import Hummingbird
import NIOCore
import Synchronization

/// Sends each request to its route. A dozen fixed paths need no router's tree.
public struct GatewayResponder: HTTPResponder {
  /// What a request carries through Hummingbird.
  public typealias Context = BasicRequestContext

  let gateway: Gateway
  let admission: AdmissionBox
  let metrics: MetricsRoute

  /// Answers one request.
  public func respond(to request: Request, context: Context) async throws -> Response {
    switch (request.method, request.uri.path) {
    case (.get, "/health"):
      return Response(json: .object([.init("status", .string("ok"))]))
    case (.get, "/ready"):
      return ready()
    case (.get, "/metrics"):
      return metrics.response(gateway)
    case (.post, "/v1/chat/completions"):
      return await admitted(request) {
        try await ChatRoute(gateway: gateway, endpoint: .chat).answer(request, caller: $0)
      }
    case (.post, "/v1/completions"):
      return await admitted(request) {
        try await ChatRoute(gateway: gateway, endpoint: .completions).answer(request, caller: $0)
      }
    case (.post, "/v1/messages"):
      return await admitted(request, as: .messages) {
        try await MessagesRoute(gateway: gateway).answer(request, caller: $0)
      }
    case (.post, "/v1/messages/count_tokens"):
      return await admitted(request, as: .messages) {
        try await MessagesRoute(gateway: gateway).count(request, caller: $0)
      }
    case (.get, "/v1/models"):
      return await admitted(request) { _ in Response(json: ModelsRoute.body(gateway.snapshot.configuration)) }
    case (.post, "/v1/route"):
      return await admitted(request) { caller in
        let body = try await request.wholeBody(limit: gateway.snapshot.configuration.limits.body)
        let context = CallerContext(headers: request.headers, caller: caller)
        return Response(json: try RouteRoute(gateway: gateway).answer(body: body, context: context))
      }
    case (.post, "/v1/feedback"):
      return await admitted(request) { _ in
        let body = try await request.wholeBody(limit: 64 * 1024)
        return Response(json: try await FeedbackRoute(gateway: gateway).answer(body: body))
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
    _ request: Request, as endpoint: Endpoint = .chat, _ handle: (String?) async throws -> Response
  ) async -> Response {
    let admission = admission.current
    do {
      let caller = try admission.check(request.headers)
      guard admission.enter() else {
        throw Refusal(
          status: 503, type: "server_error", code: "overloaded", message: "too many requests under way",
          retryAfter: .seconds(1))
      }
      defer { admission.leave() }
      return try await handle(caller)
    } catch let refusal as Refusal {
      var response = Response(refusal.error, as: endpoint)
      if let wait = refusal.retryAfter {
        response.headers[.retryAfter] = String(max(1, Int(wait.components.seconds)))
      }
      return response
    } catch let error as WireError {
      return Response(error, as: endpoint)
    } catch {
      return Response(
        WireError(status: 500, type: "server_error", message: "the gateway failed: \(type(of: error))"),
        as: endpoint)
    }
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

/// The admission of the newest configuration.
final class AdmissionBox: Sendable {
  private let box: Mutex<Admission>

  init(_ admission: Admission) { box = Mutex(admission) }

  var current: Admission { box.withLock { $0 } }

  func replace(_ admission: Admission) { box.withLock { $0 = admission } }
}
