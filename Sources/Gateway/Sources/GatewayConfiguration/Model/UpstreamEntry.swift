/// One server that answers requests.
public struct UpstreamEntry: Sendable, Equatable {
  /// The interface it speaks.
  public enum API: String, Sendable, CaseIterable {
    /// OpenAI's chat completions, as OpenAI, Groq, Together, vLLM, Ollama and others serve them.
    case openai
    /// Anthropic's Messages.
    case anthropic
  }

  /// Where a secret is found. The secret itself is never part of a configuration.
  public enum Secret: Sendable, Equatable {
    /// The name of an environment variable (`env:NAME`).
    case environment(String)
    /// An absolute path (`file:PATH`); its content without the last line break.
    case file(String)
  }

  /// Its name in the file.
  public var name: String
  /// What paths are appended to, without a trailing slash: `https://api.openai.com/v1`.
  public var url: String
  /// The interface it speaks.
  public var api: API = .openai
  /// The key to send; nil sends none.
  public var key: Secret?
  /// Headers to send with each request, in the file's order.
  public var headers: [(name: String, value: String)] = []
  /// Words that rules ask for: `eu`, `private`.
  public var labels: Set<String> = []
  /// How long each phase may take.
  public var timeouts = Timeouts()
  /// When to stop asking for a while.
  public var breaker = BreakerPolicy()
  /// How often a failed call is repeated here before the next of the chain is asked.
  public var retries = 1
  /// Whether it takes an array of prompts in one completion, so that a model's window can send one call for many.
  public var arrays = false

  /// An upstream.
  public init(name: String, url: String) {
    self.name = name
    self.url = url
  }

  /// Equal in every field.
  public static func == (left: UpstreamEntry, right: UpstreamEntry) -> Bool {
    left.name == right.name && left.url == right.url && left.api == right.api && left.key == right.key
      && left.headers.elementsEqual(right.headers, by: ==) && left.labels == right.labels
      && left.timeouts == right.timeouts && left.breaker == right.breaker && left.retries == right.retries
      && left.arrays == right.arrays
  }
}

/// How long an upstream's phases may take.
public struct Timeouts: Sendable, Equatable {
  /// Until the connection stands.
  public var connect: Duration = .seconds(3)
  /// From the request until the answer's first byte.
  public var firstByte: Duration = .seconds(30)
  /// From the request until the answer's last byte; looked at whenever bytes arrive. A stream is given up after
  /// `firstByte` without any, be it the upstream that is silent or the caller who does not read.
  public var total: Duration = .seconds(300)

  /// 3, 30 and 300 seconds.
  public init() {}
}

/// When a circuit breaker opens, and for how long.
public struct BreakerPolicy: Sendable, Equatable {
  /// The sliding window over which calls are counted.
  public var window: Duration = .seconds(30)
  /// The fewest calls in the window that mean anything.
  public var minimumCalls = 10
  /// The share of failed calls that opens it, 0…1.
  public var errorRate = 0.5
  /// The time to the first byte from which a call counts as slow; nil counts none.
  public var slow: Duration?
  /// The share of slow calls that opens it, 0…1.
  public var slowRate = 0.8
  /// How long it stays open before a probe is let through.
  public var open: Duration = .seconds(15)
  /// The successful probes in a row that close it.
  public var probes = 2

  /// Half of ten or more calls within 30 seconds; 15 seconds open.
  public init() {}
}
