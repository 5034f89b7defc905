import TriageRecords

/// Some prompts of many, by hashes of their features: tells later whether records are those that a router was trained on,
/// however their files were named, cut, sorted or joined.
///
/// The smallest hashes are a random draw of distinct prompts, the same from whichever file they come (a bottom-k sketch;
/// Broder, 1997). Of m prompts that are all among the n trained on, ``most`` · m / n are met (``expectedHits(_:rows:)``), and
/// none with a probability of e to minus that. A prompt that was changed by a word is another prompt.
public struct PromptSample: Sendable, Equatable {
  /// The smallest distinct hashes of the prompts, ascending.
  public let hashes: [UInt64]
  /// As many as could have been kept: with fewer hashes than this, they are all prompts that there were.
  private let capacity: Int

  /// How many are kept.
  public static let most = 4096
  /// With fewer expected hits than this nothing tells that records were not trained on: none is met once in 150 times.
  public static let fewestHits = 5.0
  /// How many were in files that hold them as an array.
  private static let mostInArrays = 128

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
    capacity = Self.most
  }

  /// Roughly how many distinct prompts the sample was drawn from: what hashes spread evenly tell by how close together the
  /// smallest lie; exact where all are kept.
  public var promptCount: Double {
    guard hashes.count >= capacity, let largest = hashes.last, largest > 0 else {
      return Double(hashes.count)
    }
    return Double(hashes.count - 1) * (Double(UInt64.max) / Double(largest))
  }

  /// How many of the sample these records would meet if all of their prompts had been trained on: with fewer than five it
  /// cannot tell that they were not. O(rows).
  public func expectedHits(_ table: RecordTable, rows: [Int]) -> Double {
    guard promptCount > 0 else { return 0 }
    return Double(hashes.count) * min(1, PromptSample(table, rows: rows).promptCount / promptCount)
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
  /// Base64 of the hashes, eight bytes each, the lowest byte first; or, in files of before it, sixteen hexadecimal digits each,
  /// as JSON's numbers are too short for most readers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    func wrong(_ text: String) -> DecodingError {
      DecodingError.dataCorruptedError(in: container, debugDescription: "\(text.prefix(16)) is no hash")
    }
    if let texts = try? container.decode([String].self) {
      hashes = try texts.map { text in
        guard let hash = UInt64(text, radix: 16) else { throw wrong(text) }
        return hash
      }
      capacity = Self.mostInArrays
      return
    }
    var text = try container.decode(String.self)
    guard let bytes = text.withUTF8({ Base64.bytes($0) }), bytes.count % 8 == 0 else { throw wrong(text) }
    capacity = Self.most
    hashes = stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
  }

  /// As base64.
  public func encode(to encoder: any Encoder) throws {
    var writer = ByteWriter()
    for hash in hashes { writer.append(hash) }
    var container = encoder.singleValueContainer()
    try container.encode(Base64.text(writer.bytes))
  }
}
