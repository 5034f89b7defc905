import Synchronization

/// What a conversation has come to: its tier, and when it was last heard of.
public struct Conversation: Sendable, Equatable {
  /// The tier it stays at or above.
  public var tier: Int
  /// When its last request came.
  public var last: ContinuousClock.Instant
  /// The hashed features of its last user message, in the text's order: most conversations never compare them.
  public var features: [UInt32]
}

/// Remembers conversations until they end, at most so many: the one not heard of for longest is forgotten first. One without
/// a name counts once for each of its answers (``ConversationPlace``).
///
/// Two generations make that cheap: a conversation that is heard of moves to the young one; when the young one holds half
/// of the limit it becomes the old one and the former old one is dropped. O(1) a request, no list to keep in order.
public final class ConversationTable: Sendable {
  private struct Generations {
    var young: [String: Conversation] = [:]
    var old: [String: Conversation] = [:]
  }

  private let half: Int
  private let ends: Duration
  private let generations = Mutex(Generations())

  /// A table of at most `limit` conversations that end after `ends` without a request.
  public init(limit: Int, ends: Duration) {
    half = max(1, limit / 2)
    self.ends = ends
  }

  /// The conversation, unless it has ended.
  public func find(_ key: String, now: ContinuousClock.Instant) -> Conversation? {
    generations.withLock { generations in
      guard let found = generations.young[key] ?? generations.old[key] else { return nil }
      return now - found.last > ends ? nil : found
    }
  }

  /// The first of several that has not ended.
  func find(firstOf keys: [String], now: ContinuousClock.Instant) -> Conversation? {
    for key in keys {
      if let found = find(key, now: now) { return found }
    }
    return nil
  }

  /// Takes note of where a request of it was served. Two requests of one conversation under way at once keep the
  /// higher tier.
  ///
  /// - Parameter anew: whether what the key stood for before is over.
  public func note(
    _ key: String, tier: Int, features: [UInt32], anew: Bool = false, now: ContinuousClock.Instant
  ) {
    generations.withLock { generations in
      let before = anew ? nil : generations.young[key] ?? generations.old[key]
      let lives = before.map { now - $0.last <= ends } ?? false
      let kept = lives ? max(tier, before?.tier ?? tier) : tier
      generations.young[key] = Conversation(tier: kept, last: now, features: features)
      guard generations.young.count >= half else { return }
      generations.old = generations.young
      generations.young = [:]
    }
  }

  /// How many are remembered.
  public var count: Int { generations.withLock { $0.young.count + $0.old.count } }
}
