/// What became of the writes since the store was opened.
public struct StoreCounters: Sendable, Equatable {
  /// Records and shadow pairs that were acknowledged: no kill of the process loses them.
  public var written = 0
  /// Those that were not: their request was answered all the same.
  public var failed = 0
  /// Those of the last process that were found in the journal at the start.
  public var recovered = 0
  /// Entries found there that could not be read, those behind a damaged one not counted.
  public var unreadable = 0
  /// The files that hold them, kept under another name.
  public var keptAside: [String] = []
  /// Transactions on the database; `written` over this is how many entries share one.
  public var transactions = 0
  /// Transactions that failed and were, or will be, tried again.
  public var retries = 0
  /// Acknowledged entries that are not in the database yet.
  public var waiting = 0
  /// The most that ever waited.
  public var longestQueue = 0
  /// Why the last failure was; nil where nothing has failed.
  public var lastError: String?
  /// Whether the journal or the database does not take anything now.
  public var isFailing = false

  /// Nothing yet.
  public init() {}
}
