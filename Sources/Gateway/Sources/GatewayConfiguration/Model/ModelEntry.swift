public import GatewayMoney

/// One model at one upstream.
public struct ModelEntry: Sendable, Equatable {
  /// Its name in the file: what `model` in a request and the audit call it.
  public var name: String
  /// The upstream's index in ``Configuration/upstreams``.
  public var upstream: Int
  /// What the upstream calls it: the pinned version, such as `gpt-4o-mini-2024-07-18`.
  public var version: String
  /// What its tokens cost; nil where the file does not say (its calls cost nothing in the accounts, and `check` warns).
  public var price: TokenPrice?
  /// Its context window in tokens; nil for unknown.
  public var contextWindow: Int?
  /// The answer's tokens to reserve of the window where the request does not say.
  public var reservedOutput = 1024
  /// Tokens a byte before usage corrects it.
  public var tokensPerByte = 0.25
  /// An optional window that collects requests and sends them in one burst.
  public var batch: BatchWindow?

  /// A model.
  public init(name: String, upstream: Int, version: String) {
    self.name = name
    self.upstream = upstream
    self.version = version
  }
}

/// Requests wait up to `delay`, or until `count` are there, and leave together.
public struct BatchWindow: Sendable, Equatable {
  /// At most 100 ms.
  public var delay: Duration
  /// At least 2.
  public var count: Int

  /// A window.
  public init(delay: Duration, count: Int) {
    self.delay = delay
    self.count = count
  }
}

/// A rung of the ladder.
public struct TierEntry: Sendable {
  /// Its name.
  public var name: String
  /// The fallback chain: indexes into ``Configuration/models``, the first one preferred. Never empty.
  public var models: [Int]
  /// Checks that every answer of this tier must pass, beside those of the rules.
  public var checks: [Check] = []

  /// A tier.
  public init(name: String, models: [Int]) {
    self.name = name
    self.models = models
  }
}
