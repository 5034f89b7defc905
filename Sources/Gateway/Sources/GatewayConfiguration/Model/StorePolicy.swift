public import GatewayMoney

/// What is kept of the traffic, and where.
public struct StorePolicy: Sendable, Equatable {
  /// What is stored of a request's content.
  public enum Content: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// The hashed feature row, from which training works and the text cannot be read.
    case features
    /// The prompt and the answer.
    case full
  }

  /// The database's absolute path; nil keeps none.
  public var path: String?
  /// What is stored of content.
  public var content = Content.none
  /// Rows older than this are deleted; nil keeps them.
  public var keep: Duration?

  /// No store.
  public init() {}
}

/// Who may call.
public struct CallerPolicy: Sendable, Equatable {
  /// A file of `name:sha256hex` lines made by `triage-gateway key`; nil lets everyone in.
  public var keys: String?

  /// Everyone.
  public init() {}
}

/// Limits on requests; beyond them a request is refused at once with an error of OpenAI's shape.
public struct RequestLimits: Sendable, Equatable {
  /// The longest body in bytes (413).
  public var body = 10 * 1024 * 1024
  /// The longest time from a request's head to the end of its body (408).
  public var bodyTime: Duration = .seconds(60)
  /// The longest headers in bytes (431).
  public var headers = 32 * 1024
  /// The most requests under way (503).
  public var concurrency = 1024
  /// The most requests a second of one caller, a token bucket with a burst of as many (429); nil is unlimited.
  public var rate: Double?

  /// 10 MB in a minute, 32 KB, 1,024.
  public init() {}
}

/// A candidate that sees a share of the traffic off the request's path.
public struct Shadow: Sendable, Equatable {
  /// What is tried.
  public enum Candidate: Sendable, Equatable {
    /// A model (an index), asked beside one tier (an index).
    case model(Int, beside: Int)
    /// A router's model file (absolute path): decides only.
    case router(String)
  }

  /// Its name.
  public var name: String
  /// What is tried.
  public var candidate: Candidate
  /// The share of requests, 0…1.
  public var share: Double
  /// The most it may spend a day; nil is unlimited.
  public var dailyBudget: Money?

  /// A shadow.
  public init(name: String, candidate: Candidate, share: Double) {
    self.name = name
    self.candidate = candidate
    self.share = share
  }
}

/// A small random share of requests near a threshold goes to the tier on its other side, and is logged with its propensity.
public struct Exploration: Sendable, Equatable {
  /// The share of eligible requests that is explored, 0…0.5.
  public var share: Double
  /// Eligible: a request that would go to another tier if thresholds moved by this much, up or down; 1 makes every request
  /// eligible for every tier. The share is divided evenly among such tiers.
  public var within: Double

  /// An exploration.
  public init(share: Double, within: Double) {
    self.share = share
    self.within = within
  }
}
