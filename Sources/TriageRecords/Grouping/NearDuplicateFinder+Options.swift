extension NearDuplicateFinder {
  /// What counts as near.
  public struct Options: Sendable, Equatable {
    /// The least Jaccard coefficient of two near-duplicates, in 0...1.
    public var resemblance = 0.6
    /// A shingle in more than this many different prompts is boilerplate; at most 254.
    public var boilerplate = 10
    /// Prompts with fewer shingles left are only compared for sameness.
    public var leastShingles = 5
    /// A prompt with at most this many shingles that are not boilerplate, and at most ``templateShare`` of its own, may be a
    /// template filled in: five words in five places, or thirteen in one.
    public var templateShingles = 15
    /// Of a template's shingles at most this share is not boilerplate.
    public var templateShare = 0.2
    /// A prompt that stands in more than this many groups ("thanks") ties none of them to another.
    public var mostGroups = 3

    /// The defaults.
    public init() {}
  }
}
