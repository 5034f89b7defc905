import TriageRecords

/// Some prompts of many, by hashes of their features: tells later whether records are those that a router was trained on,
/// however their files were named, cut, sorted or joined.
///
/// The smallest hashes are a random draw of distinct prompts, the same from whichever file they come (a bottom-k sketch;
/// Broder, 1997). Records that hold a share s of the prompts trained on meet none of them with probability (1 - s)^128: one
/// in 700 where s is a twentieth.
public struct PromptSample: Sendable, Equatable {
  /// The smallest distinct hashes of the prompts, ascending.
  public let hashes: [UInt64]

  /// How many are kept.
  public static let most = 128

  /// A prompt's hash: of its features, whatever their order, and so the same for a row that stands for a prompt. The sum of
  /// squares mod 2^64, mixed; a loop that vectors take.
  static func identity(_ features: ArraySlice<UInt32>) -> UInt64 {
    var sum = UInt64(features.count)
    for feature in features { sum &+= UInt64(feature) &* UInt64(feature) }
    var generator = SplitMix64(seed: sum)
    return generator.next()
  }

  /// A sample of some records' prompts; O(rows + ``most`` · log).
  public init(_ table: RecordTable, rows: [Int]) {
    var least: Set<UInt64> = []
    var limit = UInt64.max
    for row in rows where table.identities[row] < limit && least.insert(table.identities[row]).inserted {
      guard least.count == 2 * Self.most else { continue }
      let kept = least.sorted().prefix(Self.most)
      least = Set(kept)
      limit = kept.last ?? limit
    }
    hashes = Array(least.sorted().prefix(Self.most))
  }

  /// Roughly how many distinct prompts the sample was drawn from: what hashes spread evenly tell by how close together the
  /// smallest lie; exact where all are kept.
  var promptCount: Double {
    guard hashes.count == Self.most, let largest = hashes.last, largest > 0 else {
      return Double(hashes.count)
    }
    return Double(Self.most - 1) * (Double(UInt64.max) / Double(largest))
  }

  /// Roughly the share of these records' distinct prompts that the sample's records have too, 0…1, and 0 only where none of
  /// the sample is among them. O(rows).
  public func share(of table: RecordTable, rows: [Int]) -> Double {
    let sample = Set(hashes)
    let found = Set(rows.lazy.map { table.identities[$0] }.filter(sample.contains)).count
    guard found > 0 else { return 0 }
    let common = Double(found) / Double(hashes.count) * promptCount
    return min(1, common / PromptSample(table, rows: rows).promptCount)
  }
}

extension PromptSample: Codable {
  /// Sixteen hexadecimal digits each: JSON's numbers are too short for most readers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    hashes = try container.decode([String].self).map { text in
      guard let hash = UInt64(text, radix: 16) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no hash")
      }
      return hash
    }
  }

  /// As an array of strings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      hashes.map { hash in
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      })
  }
}
