/// What became of the writes since the store was opened.
public struct StoreCounters: Sendable, Equatable {
  /// Entries (records, shadow pairs, feedback) that are in the file.
  public var written = 0
  /// Entries that are not: their request was answered all the same.
  public var failed = 0
  /// Transactions; `written` over this is how many entries share one.
  public var transactions = 0
  /// Entries that wait now.
  public var waiting = 0
  /// The most that ever waited.
  public var longestQueue = 0
  /// Why the last failed write failed; nil where none has.
  public var lastError: String?
  /// Whether the last write failed.
  public var isFailing = false

  /// Nothing yet.
  public init() {}
}
