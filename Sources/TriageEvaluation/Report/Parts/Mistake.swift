/// A row the router got wrong with confidence.
public struct Mistake: Sendable, Codable {
  /// The record's id.
  public var id: String
  /// Its domain.
  public var domain: String?
  /// The start of the prompt.
  public var excerpt: String
  /// The tier decided.
  public var tier: String
  /// Sufficiency of that tier (kept low), or of the cheapest (sent up).
  public var sufficiency: Double
  /// Evidence of the decision.
  public var evidence: Double
  /// Cause of the decision.
  public var cause: String
  /// Observed score of the model that was compared: the decided tier's (kept low) or the cheapest's (sent up).
  public var score: Double
  /// Observed score of the top tier (kept low) or of the decided tier (sent up).
  public var other: Double
}
