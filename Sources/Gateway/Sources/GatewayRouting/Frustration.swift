import GatewayConfiguration

/// Tells from a user's words that the last answer would not do.
public struct Frustration: Sendable {
  /// The patterns used unless the file has its own: whole phrases that are rare in a first question.
  public static let patterns = [
    #"\b(that|this|it)('s| is|s) (still )?(wrong|not (right|correct|working|what i (asked|meant|wanted)))\b"#,
    #"\b(still|again) (wrong|incorrect|not working|doesn'?t work|fails|broken)\b"#,
    #"\byou('re| are) (still )?(wrong|not listening|ignoring|missing the point)\b"#,
    #"\b(doesn'?t|didn'?t|does not|did not) (answer|work|help|make sense)\b.*$"#,
    #"\b(i (already|just) (said|told|asked)|as i said|read (it|my (question|message)) again)\b"#,
    #"\b(useless|terrible answer|wtf|for the last time|try (again|harder))\b"#,
    #"^\s*(no|nope)\b[\s,.!:;-]+(that|this|it|you|i|not|wrong)\b"#,
    #"^\s*(wrong|incorrect|not correct)\b[\s,.!:;-]"#,
    #"\b(das ist|immer noch) (falsch|nicht richtig)\b|\bc'est (encore )?faux\b|\beso (no|está mal)\b"#,
  ]

  private let expressions: [Pattern]

  /// The patterns given, or the built-in ones. One that does not compile is left out: the file's are checked when it is
  /// read.
  public init(_ patterns: [String]?) {
    expressions = (patterns ?? Frustration.patterns).compactMap { Pattern($0, isHarmless: patterns == nil) }
  }

  /// Whether the message tells frustration. Only its first 2,000 characters are read: pasted text is not the user's
  /// mood. A pattern of the file that takes too long on them is stopped and tells nothing.
  public func isTold(by message: String) -> Bool {
    guard !expressions.isEmpty else { return false }
    let text = String(message.prefix(2000))
    return expressions.contains { $0.search(text) == .found }
  }
}
