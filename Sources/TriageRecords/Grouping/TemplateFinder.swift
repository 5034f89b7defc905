/// Counts prompts that are as a whole nearly the same as many others and differ in so little that sameness alone parts them:
/// one template, filled in again and again.
///
/// They may be copies of one question ("where is order 48213") or different questions behind one instruction ("classify:
/// fine"). No rule can know, so they are not joined; but a hold-out that has a copy of most training prompts holds
/// nothing out, and whoever relies on it must be told. O(prompts) comparisons: each with the first few of a run.
struct TemplateFinder {
  /// How many of the smallest hashes make candidates.
  private static let keys = 8
  /// Templates told apart among the prompts of one hash.
  private static let mostTemplates = 8

  private var sketches = SketchStore()
  private var keys = CandidateKeys()

  /// Adds a prompt by all its shingles, rising.
  mutating func append(_ shingles: some Collection<UInt32>) throws(RecordError) {
    keys.append(shingles.prefix(Self.keys), of: sketches.count)
    try sketches.append(shingles.prefix(SketchStore.width))
  }

  /// How many of the prompts resemble another one by so much.
  consuming func count(resemblance: Double) throws(RecordError) -> Int {
    guard sketches.count > 0 else { return 0 }
    try sketches.flush()
    let sketches = sketches
    var isTemplated = [Bool](repeating: false, count: sketches.count)
    keys.forEachRun { run in
      var firsts: [Int] = []
      for entry in run {
        let one = Int(entry & 0xFFFF_FFFF)
        if let first = firsts.first(where: { sketches.resemblance($0, one) >= resemblance }) {
          (isTemplated[first], isTemplated[one]) = (true, true)
        } else if firsts.count < Self.mostTemplates {
          firsts.append(one)
        }
      }
    }
    return isTemplated.count { $0 }
  }
}
