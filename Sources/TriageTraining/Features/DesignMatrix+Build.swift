import Triage
import TriageRecords

/// A design matrix, and how the shape features in it were standardised.
struct BuiltDesign {
  var design: DesignMatrix
  var means: [Float]
  var inverseDeviations: [Float]
  /// The evidence of each prompt if it had not been in the training set itself.
  var evidence: [Float]
}

/// How the design matrix is made.
struct DesignSettings: Sendable {
  /// The dense columns' penalty relative to λ: standardised shape features are scaled by 1/10, which kept the
  /// ranking and won log loss (see the module's notes).
  var shapePenalty: Float = 100
  /// The bias is all but free.
  var biasPenalty: Float = 1e-3
  /// Whether unseen features count in ‖x‖.
  var normsUnseen = false
}

extension BuiltDesign {
  /// Builds X for the given rows of the store, on all cores.
  init(
    _ store: PromptFeatureStore, rows: [Int], vocabulary: Vocabulary, census: FeatureCensus,
    settings: DesignSettings
  ) throws {
    let blocks = RowBlocks(
      columns: vocabulary.features.count, shapeColumns: ShapeFeatures.count,
      rowsPerBlock: rows.count < 100_000 ? 2048 : 8192)
    evidence = []
    evidence.reserveCapacity(rows.count)
    let maker = RowMaker(vocabulary, census, settings)
    let rowsPerBlock = blocks.rowsPerBlock
    let count = (rows.count + rowsPerBlock - 1) / rowsPerBlock
    let atOnce = 8
    for start in stride(from: 0, to: count, by: atOnce) {
      let end = min(count, start + atOnce)
      let made = Slots<Result<MadeBlock, TrainingError>>(end - start)
      inParallel(end - start, part: 1) { range in
        for index in range {
          let own = (start + index) * rowsPerBlock..<min(rows.count, (start + index + 1) * rowsPerBlock)
          made.set(index, Result { () throws(TrainingError) in try maker.block(store, rows[own]) })
        }
      }
      for result in made.values {
        let block = try result.get()
        try blocks.append(block.bytes)
        evidence.append(contentsOf: block.evidence)
      }
    }
    means = census.means
    inverseDeviations = census.inverseDeviations
    let unit = ModelFormat.rarityUnit
    design = DesignMatrix(
      rows: blocks,
      inverseSquaredRarities: vocabulary.rarities.map { 1 / (Float($0) * unit * Float($0) * unit) },
      densePenalties: [settings.biasPenalty]
        + [Float](repeating: settings.shapePenalty, count: ShapeFeatures.count))
  }
}

/// A block of the design matrix, and its prompts' evidence.
private struct MadeBlock: Sendable {
  var bytes: PackedRows
  var evidence: [Float]
}

/// Makes rows of the design matrix of features.
private struct RowMaker: Sendable {
  let vocabulary: Vocabulary
  let census: FeatureCensus
  /// Of each column, and behind the last of any feature that has none.
  private let facts: [ColumnFacts]
  private let unseen: Int

  init(_ vocabulary: Vocabulary, _ census: FeatureCensus, _ settings: DesignSettings) {
    self.vocabulary = vocabulary
    self.census = census
    unseen = vocabulary.features.count
    facts =
      vocabulary.features.indices.map { ColumnFacts(vocabulary, column: $0) } + [
        ColumnFacts(unseenRarity: vocabulary.unseenRarity, isNormed: settings.normsUnseen)
      ]
  }

  /// A block of prompts, by number, ascending.
  func block(_ store: PromptFeatureStore, _ rows: ArraySlice<Int>) throws(TrainingError) -> MadeBlock {
    let reader = PromptFeatureStore.Reader(store)
    var number = store.block(of: rows.first ?? 0)
    var source = try reader.block(number)
    var (block, evidence) = (RowBlockBuilder(columns: vocabulary.features.count), [Float]())
    for row in rows {
      while row >= source.first + source.count {
        number += 1
        source = try reader.block(number)
      }
      evidence.append(add(source, row - source.first, to: &block))
    }
    return MadeBlock(bytes: block.finish(), evidence: evidence)
  }

  /// Adds a prompt; returns its evidence.
  private func add(_ source: FeatureRows, _ row: Int, to block: inout RowBlockBuilder) -> Float {
    let features = source.features(row)
    var familiarity = Familiarity()
    var others = Familiarity()  // as if this prompt had not been seen: one less of each count
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(features.count, 1)) { columns in
      // Look-ups wait for memory: made one behind the other without a branch between, their waits overlap.
      let columns = UnsafeMutableBufferPointer(rebasing: columns[..<features.count])
      vocabulary.columns(of: features, into: columns)
      facts.withUnsafeBufferPointer { facts in
        for column in columns {
          let facts = facts[min(Int(column), unseen)]
          familiarity.squaredNorm &+= facts.squaredRarity
          others.doubt &+= facts.doubt
        }
      }
      block.add(columns: UnsafeBufferPointer(columns), below: UInt32(unseen))
    }
    let shape = source.shape(row)
    block.endRow(
      inverseNorm: familiarity.inverseNorm,
      shape: shape.indices.lazy.map { feature in
        ShapeFeatures.standardised(
          shape[feature], mean: census.means[feature], inverseDeviation: census.inverseDeviations[feature])
      })
    return others.evidence
  }
}

/// What a kept feature adds to a prompt that has it.
private struct ColumnFacts: Sendable {
  var squaredRarity: UInt32
  /// To the evidence of the prompt, were it not in the training set.
  var doubt: UInt64

  init(_ vocabulary: Vocabulary, column: Int) {
    let rarity = UInt32(vocabulary.rarities[column])
    squaredRarity = rarity * rarity
    var others = Familiarity()
    let count = vocabulary.counts[column]
    if count > vocabulary.minimum {
      others.add(rarity: Int(rarity), left: 1 / Float(count))
    } else {
      others.add(rarity: vocabulary.unseenRarity, left: 1)
    }
    doubt = others.doubt
  }

  init(unseenRarity: Int, isNormed: Bool) {
    squaredRarity = isNormed ? UInt32(unseenRarity * unseenRarity) : 0
    var others = Familiarity()
    others.add(rarity: unseenRarity, left: 1)
    doubt = others.doubt
  }
}
