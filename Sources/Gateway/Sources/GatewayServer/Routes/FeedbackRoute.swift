import GatewayStore
import GatewayJSON
import GatewayPipeline
import GatewayWire

/// `POST /v1/feedback`: how good an answer was, `{"id": "td_…", "score": 0…1, "comment": "…"}`.
struct FeedbackRoute: Sendable {
  let gateway: Gateway

  func answer(body: [UInt8]) async throws(WireError) -> JSON {
    let json: JSON
    do {
      json = try JSON(parsing: body)
    } catch {
      throw .invalid("the body is no JSON: \(error)")
    }
    guard let id = json["id"]?.stringValue ?? json["decision_id"]?.stringValue else {
      throw .invalid("expected 'id', the x-triage-decision-id of the answer", parameter: "id")
    }
    guard let score = json["score"]?.doubleValue, (0...1).contains(score) else {
      throw .invalid("expected 'score', a number from 0 to 1", parameter: "score")
    }
    guard let store = gateway.store else {
      throw WireError(
        status: 501, type: "invalid_request_error", code: "no_store",
        message: "feedback needs a traffic store: set store.path in the configuration")
    }
    do {
      guard try await store.feedback(id: id, score: score, comment: json["comment"]?.stringValue) else {
        throw WireError(
          status: 404, type: "invalid_request_error", code: "unknown_decision", parameter: "id",
          message: "no decision '\(id)' in the traffic store")
      }
    } catch {
      throw (error as? WireError)
        ?? WireError(status: 503, type: "server_error", code: "store_unavailable", message: "\(error)")
    }
    return .object([.init("id", .string(id)), .init("stored", .bool(true))])
  }
}
