import TriageRecords

/// What the trainer keeps of each record: all but the prompt, column by column.
public struct RecordTable: Sendable {
  /// The models, in the order of the files until ``orderModels(named:prices:lookingAt:addsMissing:)`` is called, then cheapest first.
  public internal(set) var models: [String] = []
  /// For each model each record's score, NaN where it was not tried, or was but was not chosen in a logged record.
  public internal(set) var scores: [[Float]] = []
  /// The models that ``orderModels(named:prices:lookingAt:addsMissing:)`` dropped, by name.
  var auxiliaryModels: [String] = []
  /// For each of them each record's score, NaN where it was not tried.
  var auxiliaryScores: [[Float]] = []
  /// For each model each record's dollars, NaN where unknown.
  public internal(set) var costs: [[Float]] = []
  /// For each model each record's answer length in tokens, NaN where unknown.
  public internal(set) var outputTokens: [[Float]] = []
  /// In a logged record the model that was chosen, an index into ``models``, or ``unlistedChoice``; -1 in others.
  public internal(set) var chosen: [Int32] = []
  /// The probability with which it was chosen, NaN where it was not logged.
  public internal(set) var propensities: [Float] = []
  /// In a logged record, outcomes of other models than the chosen one: they are not kept.
  public internal(set) var unchosenOutcomes: [UInt8] = []
  /// Each record's weight.
  public internal(set) var weights: [Float] = []
  /// Each record's `split`, an index into ``splitNames``, or -1.
  public internal(set) var splits: [Int32] = []
  /// The names of the splits.
  public internal(set) var splitNames: [String] = []
  /// Each record's `domain`, an index into ``domainNames``, or -1.
  public internal(set) var domains: [Int32] = []
  /// The names of the domains.
  public internal(set) var domainNames: [String] = []
  /// When each record was made, in seconds since 1970 (`Timestamp`); NaN where it does not say, or not so that it can be read.
  public internal(set) var times: [Double] = []
  /// The first timestamp that could not be read, where there is one, and its line.
  var unreadTime: String?
  /// The prompt's bytes.
  public internal(set) var promptBytes: [Int32] = []
  /// The input's tokens as recorded, else a quarter of the prompt's bytes.
  public internal(set) var inputTokens: [Float] = []
  /// For each model the mean known answer length of the records that ``orderModels(named:prices:lookingAt:addsMissing:)`` looked at;
  /// NaN where none is known.
  var meanOutputTokens: [Float] = []
  /// Hash of each record's features, the same for a prompt and for a row that stands for it.
  public internal(set) var identities: [UInt64] = []
  /// The component each record may not be parted from: its group and its near-duplicates.
  public internal(set) var components: [Int32] = []
  /// How many joins the components came from, by cause.
  public internal(set) var joins = (group: 0, same: 0, near: 0)
  /// Records that look like fillings of one template and are not joined.
  public internal(set) var templated = 0
  /// What the caller should be told of them; nil where they are less than a fiftieth, which moves no figure.
  public var templateWarning: String? {
    50 * templated > count
      ? "\(templated) of \(count) records are in all but a few words the same as more than ten others, and may stand on both "
        + "sides of the hold-out: a \"group\" in each says what belongs together"
      : nil
  }
  /// Throws where more than a twentieth of the records are such, so that a promise would rest on copies.
  public func checkPromise() throws(TrainingError) {
    if 20 * templated > count { throw .templatedRecords(templated, of: count) }
  }
  /// The files and the SHA-256 of their uncompressed content.
  public internal(set) var files: [(path: String, sha256: String)] = []
  /// The first pass: later ones read the same records by it.
  var summary: RecordSummary?
  /// Bad lines skipped.
  public internal(set) var badLines = 0
  /// The first of them, as `file:line: what is wrong, what was expected`.
  public internal(set) var problems: [String] = []

  /// In ``chosen``: the model that was chosen is not among those kept.
  public static let unlistedChoice: Int32 = -2

  /// Records.
  public var count: Int { weights.count }

  /// Records of the largest component. O(records).
  var largestComponent: Int {
    var sizes: [Int32: Int] = [:]
    for component in components { sizes[component, default: 0] += 1 }
    return sizes.values.max() ?? 0
  }
}
