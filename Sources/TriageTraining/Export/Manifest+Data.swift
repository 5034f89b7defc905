extension Manifest {
  /// A file that was trained on.
  public struct DataFile: Codable, Sendable, Equatable {
    /// The last part of its path.
    public var name: String
    /// Of the uncompressed content.
    public var sha256: String
  }

  /// How the records were divided.
  public struct Split: Codable, Sendable, Equatable {
    /// The `split` that was trained on; nil where the trainer held out a share itself.
    public var trained: String?
    /// The share held out where it did.
    public var testShare: Double?
    /// True where that share was the latest records, by their timestamps; else nil.
    public var latest: Bool?
    /// Records trained on.
    public var trainingRecords: Int
    /// Records held out.
    public var heldOutRecords: Int
    /// Records dropped from training because a near-duplicate is held out.
    public var straddling: Int
    /// Records joined by their own `group`.
    public var joinedByGroup: Int
    /// Records joined because their prompts are the same after normalisation.
    public var joinedAsSame: Int
    /// Records joined because their prompts are nearly the same.
    public var joinedAsNear: Int
    /// True where near-duplicates were not looked for; else nil.
    public var trustsGroups: Bool?
    /// Some of the prompts trained on, see ``PromptSample``; nil in files of before it.
    public var sample: PromptSample?
  }

  /// The table.
  public struct Table: Codable, Sendable, Equatable {
    /// Features that have a row.
    public var features: Int
    /// Rows of the table.
    public var rows: Int
    /// How a weight is stored.
    public var weights: String
    /// The tolerance that chose how weights are stored.
    public var tolerance: Double
    /// What storing weights so changed of sufficiency on 99 in 100 held-out prompts, at most.
    public var usualChange: Double?
    /// The same on any of them.
    public var largestChange: Double
    /// The share of feature occurrences lost to shared rows.
    public var collisionShare: Double
    /// The most that one word or pair can contribute to each model's logit (`Router.largestContributions()`).
    public var largestContributions: [Double]?
  }
}
