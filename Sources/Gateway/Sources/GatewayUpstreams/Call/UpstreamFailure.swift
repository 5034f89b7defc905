public import GatewayWire

/// Why a call brought no answer.
public struct UpstreamFailure: Error, Sendable {
  /// What went wrong.
  public enum Kind: Sendable, Equatable {
    /// No connection within its time, or it was refused or reset before the answer's head.
    case unreachable
    /// No head of an answer within its time.
    case firstByteTimeout
    /// Not done within the total time.
    case totalTimeout
    /// An HTTP status that is no success.
    case status(Int)
    /// A success whose body cannot be understood.
    case brokenAnswer
    /// The answer ended or failed before it was complete.
    case cut
    /// Nothing more of the answer came for as long as its first byte may take.
    case silent
    /// The caller left what had come unread for so long that the connection was given up.
    case unread
    /// Its breaker lets nothing through.
    case unavailable
    /// The upstream's interface cannot express the request.
    case inexpressible
    /// No key where one is configured.
    case noKey
  }

  /// What went wrong.
  public var kind: Kind
  /// One line for the audit; never holds a key.
  public var message: String
  /// How long the upstream asks to be left alone.
  public var retryAfter: Duration?
  /// The upstream's own error in OpenAI's shape, for statuses.
  public var wireError: WireError?
  /// How many bytes of an answer had come, which the upstream may bill as it may bill the request: 0 where none had, but
  /// one was waited for. Nil where there can be none: the request was refused or never got there.
  public var answered: Int?

  /// A failure.
  public init(
    _ kind: Kind, _ message: String, retryAfter: Duration? = nil, wireError: WireError? = nil,
    answered: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.retryAfter = retryAfter
    self.wireError = wireError
    self.answered = answered
  }

  /// The failure in a word or two, for records and for callers who are not at fault: nothing that the upstream wrote, which
  /// may quote the prompt or a part of a key.
  public var reason: String {
    switch kind {
    case .status(let status): "status:\(status)"
    case .unreachable: "unreachable"
    case .firstByteTimeout: "first byte timeout"
    case .totalTimeout: "total timeout"
    case .brokenAnswer: "broken answer"
    case .cut: "cut"
    case .silent: "silent"
    case .unread: "unread"
    case .unavailable: "unavailable"
    case .inexpressible: "inexpressible"
    case .noKey: "no key"
    }
  }

  /// What it says of the upstream: the caller's own mistakes and pauses say nothing.
  public var breakerResult: Breaker.Result {
    // An unknown path or model is somebody's mistake, and no reason to keep others away.
    if [.status(404), .status(405), .inexpressible, .unread].contains(kind) { return .neutral }
    return isCallersFault || exceedsContext ? .neutral : .failure
  }

  /// Whether the same request would fail anywhere: it is malformed, too large or not allowed by its content.
  public var isCallersFault: Bool {
    guard case .status(let status) = kind else { return false }
    return [400, 413, 415, 422].contains(status) && !exceedsContext
  }

  /// Whether the upstream says that the request is longer than the model's window: a larger one may take it.
  public var exceedsContext: Bool {
    guard case .status(let status) = kind, status == 400 || status == 413, let wireError else { return false }
    if wireError.code == "context_length_exceeded" { return true }
    let message = wireError.message.lowercased()
    return ["context length", "context window", "prompt is too long", "maximum context"].contains {
      message.contains($0)
    }
  }

  /// Whether the same upstream may do better at once: not after a timeout (it would take as long again), not where
  /// it asked to wait.
  public var isWorthRepeating: Bool {
    switch kind {
    case .unreachable, .brokenAnswer, .cut: true
    case .status(let status): [408, 409, 500, 502, 503, 504, 529].contains(status) && retryAfter == nil
    case .firstByteTimeout, .totalTimeout, .silent, .unread, .unavailable, .inexpressible, .noKey: false
    }
  }

  /// The status to answer with when nothing else was tried.
  public var clientStatus: Int {
    switch kind {
    case .status(let status) where isCallersFault || status == 429: status
    case .firstByteTimeout, .totalTimeout, .silent: 504
    case .unavailable: 503
    case .inexpressible: 400
    default: 502
    }
  }
}
