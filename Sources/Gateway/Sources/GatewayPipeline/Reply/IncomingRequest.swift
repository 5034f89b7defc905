public import GatewayConfiguration
public import GatewayWire

/// A request as it came over the wire, its caller known.
public struct IncomingRequest: Sendable {
  /// Which of the two interfaces it uses.
  public var endpoint: Endpoint
  /// Its body.
  public var body: [UInt8]
  /// What its headers and its key say of it; `metadata` in the body fills what they leave open.
  public var context: CallerContext
  /// Headers that go on to upstreams of the caller's own API.
  public var passedHeaders: [(name: String, value: String)] = []
  /// Whether the audit line shall name the features that counted most.
  public var wantsExplanation = false
  /// When it came in.
  public var arrival = ContinuousClock.now

  /// A request.
  public init(endpoint: Endpoint, body: [UInt8], context: CallerContext = CallerContext()) {
    self.endpoint = endpoint
    self.body = body
    self.context = context
  }
}

extension CallerContext {
  /// Fills what is not set from a request's `metadata`, each key with or without `triage_` before it, and the user
  /// from its `user`.
  public mutating func fill(from request: ChatRequest) {
    func value(_ key: String) -> String? { request.metadata["triage_" + key] ?? request.metadata[key] }
    user = user ?? value("user") ?? request.user
    feature = feature ?? value("feature")
    impact = impact ?? value("impact")
    severity = severity ?? value("severity")
    sensitivity = sensitivity ?? value("sensitivity")
    conversation = conversation ?? value("conversation")
    errorTolerance = errorTolerance ?? value("error_tolerance").flatMap { Double($0) }
  }
}
