/// One prompt and how each model that was tried did on it: a checked line of outcome records.
public struct OutcomeRecord: Sendable, Equatable {
  /// The record's name, unique across all files of a pass.
  public var id: String?
  /// The user's words, never only white space; empty only where ``features`` stand for them.
  public var prompt: String
  /// What a router sees of a prompt that was not kept: a feature row's bytes, which are not looked into here. Nil in a
  /// record that has its prompt.
  public var features: [UInt8]?
  /// The kind of query, for reports: the router never sees it.
  public var domain: String?
  /// Ties prompts that must not be parted between train and test.
  public var group: String?
  /// `train`, `test`, or whatever the file says.
  public var split: String?
  /// When it happened, as the file says it.
  public var timestamp: String?
  /// What the prompt's text does not say.
  public var context: RequestContextRecord
  /// The models that were tried, in the order of the file, each once; never empty.
  public var outcomes: [Outcome]
  /// In a logged record, the model that was routed to; one of ``outcomes``.
  public var chosen: String?
  /// In a logged record, the probability with which ``chosen`` was chosen, in (0, 1].
  public var propensity: Double?
  /// How many records this one counts for: finite, 0 or more, 1 unless said.
  public var weight: Double
  /// The line in its file, from 1.
  public var line: Int
  /// The file among the reader's paths, from 0.
  public var fileIndex: Int

  /// A record.
  public init(
    id: String? = nil, prompt: String, features: [UInt8]? = nil, domain: String? = nil, group: String? = nil,
    split: String? = nil, timestamp: String? = nil, context: RequestContextRecord = .init(),
    outcomes: [Outcome],
    chosen: String? = nil, propensity: Double? = nil, weight: Double = 1, line: Int = 0, fileIndex: Int = 0
  ) {
    self.id = id
    self.prompt = prompt
    self.features = features
    self.domain = domain
    self.group = group
    self.split = split
    self.timestamp = timestamp
    self.context = context
    self.outcomes = outcomes
    self.chosen = chosen
    self.propensity = propensity
    self.weight = weight
    self.line = line
    self.fileIndex = fileIndex
  }

  /// More than this of anything (weight, dollars, milliseconds) is a mistake, and weights that add up beyond what a number holds
  /// are a router of nothing.
  public static let largestAmount = 1e9

  /// The outcome of one model, where it was tried. O(outcomes).
  public func outcome(of model: String) -> Outcome? { outcomes.first { $0.model == model } }
}

/// A request's circumstances, as logged: whose it was and how long the conversation had grown.
public struct RequestContextRecord: Sendable, Equatable {
  /// Who asked.
  public var user: String?
  /// The part of the product that asked.
  public var feature: String?
  /// Turns of the conversation so far.
  public var turns: Int?
  /// Tokens of the whole request, history and system prompt included.
  public var inputTokens: Int?

  /// A context.
  public init(user: String? = nil, feature: String? = nil, turns: Int? = nil, inputTokens: Int? = nil) {
    self.user = user
    self.feature = feature
    self.turns = turns
    self.inputTokens = inputTokens
  }
}
