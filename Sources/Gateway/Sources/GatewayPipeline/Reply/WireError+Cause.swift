import GatewayConfiguration
public import GatewayRouting
import GatewayUpstreams
public import GatewayWire

extension WireError {
  /// A plan that could not be made.
  public init(_ error: PlanError) {
    switch error {
    case .unknownModel(let name):
      self.init(
        status: 404, type: "invalid_request_error", code: "model_not_found", parameter: "model",
        message:
          "no model or tier '\(name.cut(to: 100))'; ask for 'auto', a tier or a model that /v1/models lists")
    case .notAllowed(let rules, _):
      self.init(
        status: 403, type: "invalid_request_error", code: "not_allowed",
        message: "no upstream is allowed for this request by the rules: \(rules.joined(separator: ", "))")
    case .tooLong(let tokens):
      self.init(
        status: 400, type: "invalid_request_error", code: "context_length_exceeded", parameter: "messages",
        message: "about \(tokens) tokens and the answer fit no model's context window")
    }
  }

  /// What the caller learns of a failure: the upstream's own words where the request was at fault.
  init(_ failure: UpstreamFailure) {
    if failure.isCallersFault || failure.exceedsContext || failure.kind == .inexpressible,
      let own = failure.wireError
    {
      self = own
      return
    }
    let code =
      switch failure.kind {
      case .unavailable: "no_upstream_available"
      case .firstByteTimeout, .totalTimeout, .silent: "upstream_timeout"
      case .status(429): "rate_limit_exceeded"
      case .cut: "upstream_stream_failed"
      case .unread: "stream_unread"
      default: "upstream_failed"
      }
    self.init(
      status: failure.clientStatus, type: "upstream_error", code: code,
      message: failure.kind == .unread
        ? "the stream was left unread for too long" : "the upstream failed: \(failure.reason)")
  }

  /// The caller went before there was an answer; nobody reads this, but the record has its status.
  static let cancelled = WireError(
    status: 499, code: "cancelled", message: "the caller closed the connection")

  /// A budget that refuses.
  static func budget(_ name: String) -> WireError {
    WireError(
      status: 429, type: "insufficient_quota", code: "budget_exceeded",
      message: "the budget '\(name)' is used up for now")
  }
}

extension ChatRequest {
  /// What kind of request it is, for the accounts: the caller's own word (`metadata.query_type`), or its form.
  var queryType: String {
    if let own = metadata["triage_query_type"] ?? metadata["query_type"], !own.isEmpty {
      return String(own.prefix(64)).cut(to: CallerContext.longestName)
    }
    if messages.last?.role == "tool" { return "tool_result" }
    if offersTools { return "tools" }
    if responseFormat != .text { return "json" }
    if endpoint == .completions { return "completion" }
    return messages.contains { $0.role == "assistant" } ? "conversation" : "question"
  }
}
