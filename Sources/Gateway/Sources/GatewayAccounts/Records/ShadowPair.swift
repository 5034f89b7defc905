public import GatewayMoney

/// A request and what a candidate made of it: one paired row of a shadow comparison.
public struct ShadowPair: Sendable, Equatable {
  /// The request's id; one row for each request and shadow.
  public var request: String
  /// The shadow's name in the file.
  public var shadow: String
  /// When: microseconds since 1970.
  public var time: Int64
  /// How far both agree, 0…1: the same tier (1 or 0) for a router, the likeness of the answers for a model; nil where
  /// it could not be told (the candidate failed).
  public var agreement: Double?
  /// What the request cost.
  public var cost: Money
  /// What the candidate cost, or for a router: its tier's price for the served usage.
  public var candidateCost: Money
  /// Whether the served answer passed its checks; nil without checks.
  public var isValid: Bool?
  /// Whether the candidate's did.
  public var isCandidateValid: Bool?
  /// Microseconds that the served answer took; nil where unknown.
  public var total: Int64?
  /// Microseconds that the candidate took.
  public var candidateTotal: Int64?

  /// A pair.
  public init(
    request: String, shadow: String, time: Int64, agreement: Double? = nil, cost: Money = .zero,
    candidateCost: Money = .zero, isValid: Bool? = nil, isCandidateValid: Bool? = nil, total: Int64? = nil,
    candidateTotal: Int64? = nil
  ) {
    self.request = request
    self.shadow = shadow
    self.time = time
    self.agreement = agreement
    self.cost = cost
    self.candidateCost = candidateCost
    self.isValid = isValid
    self.isCandidateValid = isCandidateValid
    self.total = total
    self.candidateTotal = candidateTotal
  }
}
