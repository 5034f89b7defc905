/// A promise about harm: with this confidence, at most this share of all requests goes to a cheaper tier that fails
/// where the top tier would not have.
public struct RiskTarget: Sendable, Equatable {
  /// The mean over all requests of max(0, the top tier's score - the chosen tier's), above 0 and below 1.
  public var risk: Double
  /// The probability, over draws of the held-out groups, that the promise is kept; above 0 and below 1.
  public var confidence: Double

  /// A target.
  public init(risk: Double, confidence: Double = 0.95) {
    self.risk = risk
    self.confidence = confidence
  }
}

/// Why a promise cannot be made: what was seen, and what it would take.
public struct RiskRefusal: Sendable, Equatable, CustomStringConvertible {
  /// What was asked.
  public var target: RiskTarget
  /// Held-out records and groups there were to choose a threshold by.
  public var records: Int
  /// Their groups.
  public var groups: Int
  /// Those of the records of which not every tier's score is known, and which count as the worst they may be.
  public var assumed = 0
  /// The observed risk of the most timid threshold that sends any of them to a cheaper tier; nil where none does.
  public var observedRisk: Double?
  /// The groups needed to choose by, were the risk to stay as observed; nil where no number would do.
  public var groupsNeeded: Int?
  /// The held-out records that these come to, the half to check on included.
  public var heldOutRecordsNeeded: Int?

  /// One line for people.
  public var description: String {
    let unknown = assumed > 0 ? "; \(assumed) of them do not know every tier's score and count as harmed" : ""
    let held = "\(records) held-out records (\(groups) groups\(unknown))"
    let asked = "risk \(target.risk) cannot be promised with confidence \(target.confidence)"
    let trivial = "always the top tier has risk 0 and needs no router"
    guard let observedRisk else {
      return "\(asked): no threshold sends any of \(held) to a cheaper tier; \(trivial)"
    }
    let seen =
      "the most timid useful threshold has an observed risk of \(observedRisk.rounded(to: 4)) on \(held)"
    guard let groupsNeeded, let heldOutRecordsNeeded else {
      return "\(asked): \(seen), and no number of records would do; \(trivial)"
    }
    return "\(asked): \(seen); at that risk \(heldOutRecordsNeeded) held-out records would be needed "
      + "(\(groupsNeeded) groups to choose by, as many to check on); \(trivial)"
  }
}
