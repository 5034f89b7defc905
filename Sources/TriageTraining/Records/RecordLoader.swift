import Triage
public import TriageRecords

/// Reads outcome records into a table, and their features beside it.
///
/// Two passes over the files: the first finds what is boilerplate and checks everything, the second signs
/// prompts for near-duplicates and walks their features. No prompt is kept.
public struct RecordLoader {
  private let reader: RecordReader
  private let window: PromptWindow

  /// A loader of these files.
  public init(_ reader: RecordReader) {
    self.reader = reader
    window = .standard
  }

  /// The table alone, for evaluation.
  public func table() throws -> RecordTable { try load(features: false).table }

  /// The table and each prompt's features.
  func load(features: Bool) throws -> (table: RecordTable, features: PromptFeatureStore) {
    var table = RecordTable()
    var numbers = NameNumbers()
    var finder = NearDuplicateFinder()
    let store = PromptFeatureStore()
    let first = try reader.forEach { record in
      finder.observe(record.prompt)
      table.append(record, numbers: &numbers)
    }
    var walker = PromptFeatures(window: window)
    try reader.forEach(after: first) { record in
      finder.sign(record.prompt, group: record.group)
      guard features else { return }
      let counts = walker.collect(record.prompt)
      try store.append(walker.sink, counts)
    }
    let components = finder.components()
    table.components = components.ofRecord
    table.joins = (components.joins.group, components.joins.same, components.joins.near)
    table.files = first.files.map { ($0.path, $0.sha256 ?? "") }
    table.summary = first
    table.badLines = first.badLineCount
    table.problems = first.problems.map(\.description)
    return (table, store)
  }
}

/// The features of every prompt as the scanner named them, before there is a vocabulary.
final class PromptFeatureStore {
  /// Each prompt's words, then its pairs.
  let rows = SparseRows()
  /// How many of each row are words.
  private(set) var wordCounts: [Int32] = []
  /// Raw shape features, ``ShapeFeatures/count`` a prompt.
  private(set) var shapes: [Float] = []
  private var scratch: [UInt32] = []

  func append(_ sink: CollectingSink, _ counts: ShapeCounts) throws(TrainingError) {
    scratch.removeAll(keepingCapacity: true)
    for (feature, isWord) in zip(sink.features, sink.areWords) where isWord { scratch.append(feature) }
    wordCounts.append(Int32(scratch.count))
    for (feature, isWord) in zip(sink.features, sink.areWords) where !isWord { scratch.append(feature) }
    try rows.append(scratch)
    for index in 0..<ShapeFeatures.count { shapes.append(ShapeFeatures.raw(index, of: counts)) }
  }

  /// One prompt's features.
  func features(_ row: Int) -> UnsafeBufferPointer<UInt32> {
    let start = rows.starts[row]
    return UnsafeBufferPointer(start: rows.entries.base + start, count: rows.starts[row + 1] - start)
  }
}
