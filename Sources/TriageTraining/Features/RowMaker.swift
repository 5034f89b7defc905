import Triage
import TriageRecords

/// A block of the design matrix, and its prompts' evidence.
struct MadeBlock: Sendable {
  var bytes: PackedRows
  var evidence: [Float]
}

/// Makes rows of the design matrix of features.
struct RowMaker: Sendable {
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
