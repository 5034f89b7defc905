/// Whether routing pays on these rows, said plainly.
public struct Verdict: Sendable, Codable {
  /// The answer in a word.
  public enum Outcome: String, Sendable, Codable {
    /// The router beats every mix of single models at its price, beyond chance.
    case pays
    /// It does on these rows, but chance could have done that.
    case unproven
    /// A mix of single models is as good or better for the same money.
    case doesNotPay = "does_not_pay"
    /// The rows cannot say.
    case undefined
  }

  /// How a line bears on the router.
  public enum Tone: String, Sendable, Codable {
    /// Speaks for it.
    case good
    /// A fact to know.
    case neutral
    /// Speaks against it.
    case bad
  }

  /// One sentence.
  public struct Line: Sendable, Codable {
    /// How it bears on the router.
    public var tone: Tone
    /// The sentence.
    public var text: String
  }

  /// The answer in a word.
  public var outcome: Outcome
  /// The answer in a sentence.
  public var headline: String
  /// Why, most important first.
  public var lines: [Line]
}
