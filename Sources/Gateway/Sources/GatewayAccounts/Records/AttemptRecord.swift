public import GatewayMoney

/// One call to one model at one upstream on behalf of a request, whether it ended well or not.
///
/// Everything that may be billed is an attempt: failed and repeated calls, answers that failed validation, calls of a
/// spot check. The sum of the attempts' costs is the request's cost.
public struct AttemptRecord: Sendable, Equatable {
  /// Whether it got as far as being the answer, and these words for it.
  public enum Outcome {
    /// The answer that the caller got.
    public static let served = "served"
    /// No answer: an error status, a timeout, a lost connection.
    public static let failed = "failed"
    /// An answer that failed validation.
    public static let invalid = "invalid"
    /// A stream that broke after its first byte, or was given up because its caller left it unread.
    public static let cut = "cut"
    /// The caller went away.
    public static let cancelled = "cancelled"
    /// Not an answer: another model's grade for one (a spot check).
    public static let check = "check"
  }

  /// The tier's index that it was made for.
  public var tier: Int
  /// The model's name in the file.
  public var model: String
  /// The upstream's name in the file.
  public var upstream: String
  /// The HTTP status; nil where none came.
  public var status: Int?
  /// How it ended: one of ``Outcome``.
  public var outcome: String
  /// Why it ended so, such as `first byte timeout`, `status:500`, `not_empty: no text and no tool call`; of an answer that
  /// was served `usage estimated`, or nil.
  public var reason: String?
  /// How good the answer was by the checks that looked at it, 0…1, the least where they differ: 0 from one that it failed, 1
  /// from one that it passed, a grade where another model gave one. Nil where none looked: there are none, it was a live
  /// stream, a hook was out of reach.
  public var score: Double?
  /// The tokens that the upstream counted, or an estimate where it did not get as far (see ``isEstimated``); nil where
  /// there can be none.
  public var usage: TokenUsage?
  /// What it cost.
  public var cost: Money
  /// Microseconds from sending to the answer's first byte; nil where none came.
  public var firstByte: Int64?
  /// Microseconds from sending to the end.
  public var total: Int64
  /// How many prompts one call carried as an array, of which this request's was one; nil for a call of its own.
  /// Tokens and cost are this request's share: those of all attempts of the call sum to the upstream's count.
  public var array: Int?

  /// An attempt.
  public init(
    tier: Int, model: String, upstream: String, status: Int? = nil, outcome: String = Outcome.served,
    reason: String? = nil, score: Double? = nil, usage: TokenUsage? = nil, cost: Money = .zero,
    firstByte: Int64? = nil,
    total: Int64 = 0, array: Int? = nil
  ) {
    self.tier = tier
    self.model = model
    self.upstream = upstream
    self.status = status
    self.outcome = outcome
    self.reason = reason
    self.score = score
    self.usage = usage
    self.cost = cost
    self.firstByte = firstByte
    self.total = total
    self.array = array
  }
}
