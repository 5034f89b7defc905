/// What moves a conversation or a request up a tier, beside the router's own band and evidence.
public struct EscalationPolicy: Sendable, Equatable {
  /// The likeness (Jaccard, of the router's hashed features) from which a user message repeats an earlier one; nil never.
  public var rephrasing: Double? = 0.6
  /// Regular expressions (case-insensitive) that tell frustration in the last user message; nil takes the built-in ones,
  /// none turns it off.
  public var frustration: [String]?
  /// Whether a conversation keeps its tier until it ends.
  public var keepsTier = true
  /// How long after its last request a conversation has ended.
  public var conversationEnds: Duration = .seconds(1800)
  /// The most conversations that are remembered; each takes a kilobyte or two.
  public var conversations = 20_000
  /// The most attempts for one request, over all tiers.
  public var attempts = 6
  /// The deadline of a request over all its attempts.
  public var deadline: Duration = .seconds(300)
  /// Retries as a share of requests (a token bucket): beyond it calls are not repeated. 0…1.
  public var retryBudget = 0.2

  /// The values above.
  public init() {}
}

/// A limit on money.
public struct Budget: Sendable, Equatable {
  /// Whose spending counts.
  public enum Scope: Sendable, Equatable {
    /// Each user's own, or one user's.
    case user(String?)
    /// Each feature's own, or one feature's.
    case feature(String?)
    /// A tier's (an index).
    case tier(Int)
    /// Everyone's.
    case everyone
  }

  /// Over which time.
  public enum Period: String, Sendable, CaseIterable {
    /// A clock hour, UTC.
    case hour
    /// A day, UTC.
    case day
    /// A calendar month, UTC.
    case month
  }

  /// What happens once the limit is reached.
  public enum Action: Sendable, Equatable {
    /// A log line, a header and a count.
    case warn
    /// No tier above this one (an index).
    case cap(tier: Int)
    /// A 429 that says which budget.
    case refuse
  }

  /// Its name.
  public var name: String
  /// Whose.
  public var scope: Scope
  /// Over which time.
  public var period: Period
  /// How much, in picodollars (see ``GatewayMoney/Money``).
  public var limit: Int64
  /// What then.
  public var action: Action

  /// A budget.
  public init(name: String, scope: Scope, period: Period, limit: Int64, action: Action) {
    self.name = name
    self.scope = scope
    self.period = period
    self.limit = limit
    self.action = action
  }
}
