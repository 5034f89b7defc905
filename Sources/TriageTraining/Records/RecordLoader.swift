import Triage
public import TriageRecords

/// Reads outcome records into a table, and their features beside it.
///
/// One pass over the files, by all cores: each takes blocks of lines, parses them, and makes columns of the outcomes,
/// shingles and features of the prompts. A record without a prompt brings its features itself. Block by block, in order, these are added to the table, to the search for
/// near-duplicates and to the feature store. No prompt is kept.
public struct RecordLoader {
  private let reader: RecordReader
  private let looksForNear: Bool

  /// A loader of these files.
  ///
  /// - Parameter looksForNear: whether to look for near-duplicates; false groups records by `group` and by equal
  ///   prompts alone.
  public init(_ reader: RecordReader, lookingForNear looksForNear: Bool = true) {
    self.reader = reader.checkingFeatures
    self.looksForNear = looksForNear
  }

  /// The table alone, for evaluation.
  public func table() throws -> RecordTable {
    var clock = StageClock()
    return try load(features: false, &clock).table
  }

  /// The table and each prompt's features.
  func load(
    features: Bool, _ clock: inout StageClock
  ) throws -> (table: RecordTable, features: PromptFeatureStore) {
    var table = RecordTable()
    var numbers = NameNumbers()
    var finder = NearDuplicateFinder()
    let store = PromptFeatureStore()
    let first = try reader.forEachBlock(worker: {
      LoadingWorker(features: features, looksForNear: looksForNear)
    }) { block, dropped in
      table.append(block.table, dropping: dropped, numbers: &numbers)
      try finder.add(block.shingles, dropping: dropped)
      if let packed = block.features { try store.append(packed, dropping: dropped) }
    }
    clock.end("read, parse, features")
    let components = try finder.components()
    clock.end("near-duplicates")
    table.components = components.ofRecord
    table.joins = (components.joins.group, components.joins.same, components.joins.near)
    table.templated = components.templated
    table.files = first.files.map { ($0.path, $0.sha256 ?? "") }
    table.summary = first
    table.badLines = first.badLineCount
    table.problems = first.problems.map(\.description)
    return (table, store)
  }
}

/// What is kept of a block of records.
private struct LoadedBlock: Sendable {
  var table = RecordTable()
  var shingles: ShingleBlock
  var features: PackedFeatures?

  init(looksForNear: Bool) { shingles = ShingleBlock(lookingForNear: looksForNear) }
}

/// Makes that on one thread.
private struct LoadingWorker: RecordWorker {
  private let collectsFeatures: Bool
  private let looksForNear: Bool
  private var walker = FeatureCollector(window: .standard)
  private var numbers = NameNumbers()
  private var block: LoadedBlock
  private var features = FeatureBlock()

  init(features: Bool, looksForNear: Bool) {
    collectsFeatures = features
    self.looksForNear = looksForNear
    block = LoadedBlock(looksForNear: looksForNear)
  }

  mutating func take(_ record: OutcomeRecord) {
    let content = RecordContent(record)
    block.table.append(record, promptBytes: content.promptBytes, numbers: &numbers)
    switch content {
    case .prompt(let prompt):
      block.shingles.append(prompt, group: record.group)
      let counts = walker.collect(prompt)
      block.table.identities.append(PromptSample.identity(walker.features))
      if collectsFeatures { features.append(walker.features, counts) }
    case .features(let row):
      let bytes = record.features ?? []
      block.shingles.append(
        features: bytes, words: row.features.isEmpty ? [] : bytes.dropFirst(FeatureRow.head),
        shingles: looksForNear ? row.distinctPairs : [], group: record.group)
      block.table.identities.append(PromptSample.identity(row.features[...]))
      if collectsFeatures { features.append(row.features, row.counts) }
    }
  }

  mutating func finish() -> LoadedBlock {
    var made = block
    if collectsFeatures { made.features = features.packed() }
    features.removeAll()
    block = LoadedBlock(looksForNear: looksForNear)
    numbers = NameNumbers()
    return made
  }
}
