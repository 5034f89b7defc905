import GatewayJSON
public import GatewayWire

/// What goes back to the caller.
public struct Reply: Sendable {
  /// A body at once, or piece by piece.
  public enum Body: Sendable {
    /// All of it.
    case whole([UInt8])
    /// Server-sent events to come.
    case events(ReplyStream)
  }

  /// The HTTP status.
  public var status: Int
  /// The `x-triage-…` headers, and `retry-after` where it applies.
  public var headers: [(name: String, value: String)]
  /// The body: JSON, or events.
  public var body: Body

  /// An error of OpenAI's shape.
  public static func error(_ error: WireError, headers: [(name: String, value: String)] = []) -> Reply {
    Reply(status: error.status, headers: headers, body: .whole(error.body.bytes))
  }
}

/// The events of a streamed answer, and everything that must happen when they have been written or the caller is gone.
public struct ReplyStream: Sendable {
  /// Writes every event through `send`, which throws when the caller is gone. Call it exactly once; it returns when the
  /// request has been accounted for, however it ended.
  public let run: @Sendable (_ send: @escaping (sending [UInt8]) async throws -> Void) async -> Void

  /// A stream.
  public init(
    run: @escaping @Sendable (_ send: @escaping (sending [UInt8]) async throws -> Void) async -> Void
  ) {
    self.run = run
  }
}
