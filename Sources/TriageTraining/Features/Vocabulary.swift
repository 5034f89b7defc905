import Triage

/// The features that the model keeps, each with its table row and its rarity.
///
/// A row has room for one feature. Where two claim it, the more frequent one stays and the other is treated
/// as unseen, in training as in scoring; the table is made large enough that this costs under
/// ``collisionShare`` of all occurrences.
struct Vocabulary {
  /// log2 of the table's rows.
  let log2Rows: Int
  /// For each row its owner's column and, in the top eight bits, its fingerprint; where there is none, the number of
  /// features stands for the column.
  private let owners: [UInt32]
  /// The features, the most frequent first (by name among equals): a column's number is its place, so that the
  /// columns that most prompts ask for lie together and their numbers are short.
  let features: [UInt32]
  /// In how many training prompts each stands, or is reckoned to where only some were counted.
  let counts: [UInt32]
  /// Inverse document frequency in sixteenths, 1…255: ln((1 + n) / (1 + count)) + 1, as scikit-learn's
  /// smoothed idf.
  let rarities: [UInt8]
  /// The rarity of a feature in no training prompt.
  let unseenRarity: Int
  /// The least document frequency that was kept.
  let minimum: UInt32
  /// The share of kept features' occurrences that was lost to shared rows.
  let collisionShare: Double

  /// The least document frequency to keep, of so many training prompts that were counted: 2 up to 5,000, then 3, which
  /// drops a third of the features and, on large sets, no quality. Of more than are counted (``FeatureCensus/most``) that is
  /// a share of all prompts: what stands in few of many is shrunk to next to nothing, and most features do (see the notes).
  static func minimum(counted: Int) -> UInt32 { counted < 5000 ? 2 : 3 }

  /// - Parameters:
  ///   - frequencies: every feature's document frequency in the prompts that were counted.
  ///   - prompts: training prompts.
  ///   - counted: how many of them were counted; nil for all.
  ///   - minimum: the least document frequency, among those counted, that is kept.
  init(_ frequencies: DocumentFrequencies, prompts: Int, counted: Int? = nil, minimum: UInt32 = 2) {
    let scale = Double(prompts) / Double(max(counted ?? prompts, 1))
    self.minimum = UInt32((Double(minimum) * scale).rounded(.up))
    var found = frequencies.features(atLeast: minimum)
    found.sort { ($0.count, $1.feature) > ($1.count, $0.feature) }  // most frequent first, then by name
    let occurrences = found.reduce(0.0) { $0 + Double($1.count) }
    var log2Rows = 10
    while log2Rows < 22, 1 << log2Rows < found.count * 2 { log2Rows += 1 }
    self.log2Rows = log2Rows
    var taken = [Bool](repeating: false, count: 1 << log2Rows)
    var kept: [(feature: UInt32, count: UInt32)] = []
    var lost = 0.0
    for entry in found {
      let row = Int(entry.feature) & (taken.count - 1)
      if taken[row] {
        lost += Double(entry.count)
      } else {
        taken[row] = true
        kept.append(entry)
      }
    }
    collisionShare = occurrences > 0 ? lost / occurrences : 0
    features = kept.map(\.feature)
    counts = kept.map { UInt32((Double($0.count) * scale).rounded()) }
    rarities = counts.map { UInt8(Self.rarity(count: Int($0), prompts: prompts)) }
    unseenRarity = Self.rarity(count: 0, prompts: prompts)
    var owners = [UInt32](repeating: UInt32(kept.count), count: 1 << log2Rows)
    for (column, entry) in kept.enumerated() {
      owners[Int(entry.feature) & (owners.count - 1)] = (entry.feature & 0xFF00_0000) | UInt32(column)
    }
    self.owners = owners
  }

  /// The column of a feature, where it is kept. O(1).
  func column(of feature: UInt32) -> Int? {
    let column = Int(withColumns { $0.column(of: feature) })
    return column < features.count ? column : nil
  }

  /// Calls `body` with what looks up many, valid while it runs.
  @inline(__always)
  func withColumns<Result>(_ body: (ColumnLookup) -> Result) -> Result {
    owners.withUnsafeBufferPointer { body(ColumnLookup(owners: $0, none: UInt32(features.count))) }
  }

  private static func rarity(count: Int, prompts: Int) -> Int {
    let idf = logarithm(Double(1 + prompts) / Double(1 + count)) + 1
    return max(1, min(255, Int((idf / Double(ModelFormat.rarityUnit)).rounded())))
  }
}

/// The columns of features.
struct ColumnLookup {
  /// As ``Vocabulary`` keeps them: a power of two of them.
  fileprivate let owners: UnsafeBufferPointer<UInt32>
  /// What is said of a feature that is not kept: one more than the last column.
  let none: UInt32

  /// A feature's column, or ``none``; without a branch, so that the waits of many look-ups overlap.
  ///
  /// Asks what the scorer asks: does the row's fingerprint match? A foreign feature with the same row and
  /// fingerprint is taken for the owner there, so it is here.
  @inline(__always)
  func column(of feature: UInt32) -> UInt32 {
    let owner = owners[Int(feature) & (owners.count &- 1)]
    return (owner ^ feature) >> 24 == 0 ? owner & 0xFF_FFFF : none
  }
}
