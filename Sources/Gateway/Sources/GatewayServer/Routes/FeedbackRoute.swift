import GatewayStore
import GatewayJSON
import GatewayPipeline
import GatewayWire

/// `POST /v1/feedback`: how good an answer was, `{"id": "td_…", "score": 0…1, "comment": "…"}`. Only with the key that
/// asked for it: what is another's is as unknown as what is not there.
struct FeedbackRoute: Sendable {
  let gateway: Gateway

  func answer(body: [UInt8], caller: String?) async throws(WireError) -> JSON {
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
      let comment = json["comment"]?.stringValue
      guard try await store.feedback(id: id, by: caller, score: score, comment: comment) else {
        throw WireError(
          status: 404, type: "invalid_request_error", code: "unknown_decision", parameter: "id",
          message: "no decision '\(id.cut(to: 100))' of this caller's in the traffic store")
      }
    } catch {
      throw (error as? WireError)
        ?? WireError(status: 503, type: "server_error", code: "store_unavailable", message: "\(error)")
    }
    return .object([.init("id", .string(id)), .init("stored", .bool(true))])
  }
}
