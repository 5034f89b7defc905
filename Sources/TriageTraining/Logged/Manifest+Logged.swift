extension Manifest {
  /// What the logged records among the training records had to say.
  public struct Logged: Codable, Sendable, Equatable {
    /// Training records of which one model's outcome is known because it was chosen.
    public var records: Int
    /// Those whose propensity is 1 or missing: they teach a head, and nothing of a gain.
    public var withoutExploration: Int
    /// The most that 1 / propensity counted for.
    public var propensityCap: Double
    /// The share of the logged records above it.
    public var clippedShare: Double
    /// The largest 1 / propensity.
    public var largestWeight: Double
    /// For each model, Kish's effective number of training outcomes: (Σ w)² / Σ w².
    public var effectiveOutcomes: [String: Double]
    /// For each model, the sum of 1 / propensity over the explored requests it was chosen for, as a share of all
    /// explored requests: 1 within chance where every one of them might have gone to it.
    public var reach: [String: Double]
  }
}

extension Manifest.Logged {
  /// Fewer effective outcomes than this are worth a warning.
  static let fewOutcomes = 200.0
  /// A reach below this says that requests of some kind never went to the model.
  static let leastReach = 0.8

  /// What the caller should be told.
  var warnings: [String] {
    var lines: [String] = []
    if withoutExploration > 0 {
      lines.append(
        "\(withoutExploration) of \(records) logged records were chosen without exploration (propensity 1 or "
          + "missing): they say nothing of what another model would have done")
    }
    if clippedShare > 0 {
      lines.append(
        "\(Self.percent(clippedShare)) % of the logged records have a 1 / propensity above "
          + "\(Int(propensityCap)) (up to \(Int(largestWeight))) and count for \(Int(propensityCap))")
    }
    for (model, count) in effectiveOutcomes.sorted(by: { $0.key < $1.key }) where count < Self.fewOutcomes {
      lines.append("the head of \(model) rests on an effective sample of \(Int(count)) outcomes")
    }
    for (model, share) in reach.sorted(by: { $0.key < $1.key })
    where share < Self.leastReach && records > withoutExploration {
      lines.append(
        "the log explored \(model) on about \(Self.percent(share)) % of its explored requests: on the others its "
          + "head is a guess")
    }
    return lines
  }

  private static func percent(_ share: Double) -> String { "\((share * 100).rounded(to: 1))" }
}
