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
  /// The most bytes of what a caller calls a user, a feature or a conversation: budgets, conversations, the store and the
  /// audit keep it.
  public static let longestName = 256

  /// Fills what is not set from a request's `metadata`, each key with or without `triage_` before it, and the user
  /// from its `user`.
  ///
  /// - Throws: a refusal of a value that means nothing.
  public mutating func fill(from request: ChatRequest) throws(WireError) {
    func value(_ key: String) -> String? { request.metadata["triage_" + key] ?? request.metadata[key] }
    user = user ?? value("user") ?? request.user
    feature = feature ?? value("feature")
    impact = impact ?? value("impact")
    severity = severity ?? value("severity")
    sensitivity = sensitivity ?? value("sensitivity")
    conversation = conversation ?? value("conversation")
    if errorTolerance == nil, let text = value("error_tolerance") {
      errorTolerance = try CallerContext.tolerance(text, of: "metadata.error_tolerance")
    }
    for (name, value) in [("user", user), ("feature", feature), ("conversation", conversation)] {
      guard value?.utf8.count ?? 0 <= CallerContext.longestName else {
        throw .invalid("'\(name)' has more than \(CallerContext.longestName) bytes", parameter: name)
      }
    }
  }

  /// The share of insufficient answers that a caller accepts. What is none is refused: passed over, it would be routed as
  /// if nothing had been asked for.
  public static func tolerance(_ text: String, of name: String) throws(WireError) -> Double {
    guard let share = Double(text), (0...1).contains(share) else {
      throw .invalid("'\(name)' must be a number from 0 to 1", parameter: name)
    }
    return share
  }
}
