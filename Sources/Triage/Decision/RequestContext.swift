/// What a request carries that the prompt's text does not say.
///
/// Everything is optional; the default changes nothing. Nothing here is learned: these are the caller's rules.
public struct RequestContext: Sendable, Equatable {
  /// Tokens of the whole request, history and system prompt included. A model whose window is shorter never
  /// gets it.
  public var inputTokens: Int?
  /// The context window of each model in tokens, in the order of ``Router/models``, 0 for unknown; nil takes
  /// those in the model file.
  public var contextWindows: [Int]?
  /// The lowest tier this request may go to: for high impact, severity or sensitivity.
  public var minimumTier: Int
  /// The highest tier this request may go to: a budget that is used up, work that checks itself. The minimum wins
  /// over it, and so does a context window: where no tier up to this one takes the request, a higher one does.
  public var maximumTier: Int?
  /// The share of insufficient answers the caller can live with, 0…1: the threshold becomes one minus it.
  /// Nil (or NaN) keeps the thresholds in the file.
  public var errorTolerance: Float?
  /// The tier this conversation is pinned to, for tool loops and the provider's cache: it stays there unless
  /// ``minimumTier`` or the context window moves it.
  public var pinnedTier: Int?

  /// A context; leave out what is not known.
  public init(
    inputTokens: Int? = nil, contextWindows: [Int]? = nil, minimumTier: Int = 0,
    maximumTier: Int? = nil, errorTolerance: Float? = nil, pinnedTier: Int? = nil
  ) {
    self.inputTokens = inputTokens
    self.contextWindows = contextWindows
    self.minimumTier = minimumTier
    self.maximumTier = maximumTier
    self.errorTolerance = errorTolerance
    self.pinnedTier = pinnedTier
  }
}
