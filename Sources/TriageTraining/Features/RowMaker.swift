import Triage
import TriageRecords

/// A block of the design matrix, and its prompts' evidence.
struct MadeBlock: Sendable {
  var bytes: PackedRows
  var evidence: [PromptEvidence]
}

/// Makes blocks of the design matrix of features.
struct RowMaker: Sendable {
  private let vocabulary: Vocabulary
  /// Of the shape, zeros behind them.
  private let means: SIMD16<Float>
  private let inverseDeviations: SIMD16<Float>
  /// Of each column, and behind the last of any feature that has none.
  private let facts: [ColumnFacts]
  private let prior: Router?
  private var block: RowBlockBuilder

  init(_ vocabulary: Vocabulary, _ census: FeatureCensus, _ settings: DesignSettings) {
    self.vocabulary = vocabulary
    func padded(_ numbers: [Float]) -> SIMD16<Float> {
      SIMD16(numbers + [Float](repeating: 0, count: SIMD16<Float>.scalarCount - numbers.count))
    }
    means = padded(census.means)
    inverseDeviations = padded(census.inverseDeviations)
    facts =
      vocabulary.features.indices.map { ColumnFacts(vocabulary, column: $0) } + [
        ColumnFacts(unseenRarity: vocabulary.unseenRarity, isNormed: settings.normsUnseen)
      ]
    prior = settings.prior
    block = RowBlockBuilder(columns: vocabulary.features.count)
  }

  /// A block of prompts, by number, ascending.
  mutating func block(
    _ store: PromptFeatureStore, _ rows: ArraySlice<Int>
  ) throws(TrainingError) -> MadeBlock {
    let reader = PromptFeatureStore.Reader(store)
    var number = store.block(of: rows.first ?? 0)
    var source = try reader.block(number)
    var evidence: [PromptEvidence] = []
    evidence.reserveCapacity(rows.count)
    let facts = facts
    var failure: TrainingError?
    vocabulary.withColumns { lookup in
      facts.withUnsafeBufferPointer { facts in
        do throws(TrainingError) {
          for row in rows {
            while row >= source.first + source.count {
              number += 1
              source = try reader.block(number)
            }
            evidence.append(add(source, row - source.first, lookup, facts))
          }
        } catch {
          failure = error
        }
      }
    }
    let made = MadeBlock(bytes: block.finish(), evidence: evidence)
    if let failure { throw failure }
    return made
  }

  /// Adds a prompt; returns its evidence.
  @inline(__always)
  private mutating func add(
    _ source: FeatureRows, _ row: Int, _ lookup: ColumnLookup, _ facts: UnsafeBufferPointer<ColumnFacts>
  ) -> PromptEvidence {
    let features = source.features(row)
    var familiarity = Familiarity()
    var (prior, left) = (UInt32(0), UInt32(0))
    block.add(most: features.count) { columns in
      var count = 0
      var squaredNorm: UInt32 = 0
      for feature in features {
        let column = lookup.column(of: feature)
        let facts = facts[Int(column)]
        squaredNorm &+= UInt32(facts.squaredRarity)
        prior &+= UInt32(facts.prior)
        left &+= UInt32(facts.left)
        // What is not kept is written over by the next. The difference's top bit, and no comparison: a branch would
        // go either way as often as not.
        columns[count] = column
        count &+= Int(truncatingIfNeeded: (column &- lookup.none) &>> 31)
      }
      familiarity.squaredNorm = squaredNorm
      return count
    }
    let shape = ShapeFeatures.standardised(
      source.shape(row), means: means, inverseDeviations: inverseDeviations)
    block.endRow(
      inverseNorm: familiarity.inverseNorm, shape: (0..<ShapeFeatures.count).lazy.map { shape[$0] })
    if let router = self.prior {
      block.extendRow(by: router.priorScores(features: features, counts: source.counts(row)))
    }
    return PromptEvidence(
      features: features.count, prior: prior, left: left, unseenSquared: facts[Int(lookup.none)].prior)
  }
}

/// What a feature adds to a prompt that has it: squares of rarities, which are bytes.
private struct ColumnFacts: Sendable {
  /// To the norm.
  var squaredRarity: UInt16
  /// To the evidence of the prompt, were it not in the training set: the variance before training, and what of it would
  /// be left.
  var prior: UInt16
  var left: UInt16

  init(_ vocabulary: Vocabulary, column: Int) {
    let rarity = Int(vocabulary.rarities[column])
    let count = vocabulary.counts[column]
    let isSeen = count > vocabulary.minimum
    self.init(
      squaredRarity: rarity * rarity, rarity: isSeen ? rarity : vocabulary.unseenRarity,
      left: isSeen ? 1 / Float(count) : 1)
  }

  init(unseenRarity: Int, isNormed: Bool) {
    self.init(squaredRarity: isNormed ? unseenRarity * unseenRarity : 0, rarity: unseenRarity, left: 1)
  }

  private init(squaredRarity: Int, rarity: Int, left: Float) {
    var others = Familiarity()
    others.add(rarity: rarity, left: left)
    self.squaredRarity = UInt16(clamping: squaredRarity)
    prior = UInt16(clamping: others.doubt & 0xFFFF_FFFF)
    self.left = UInt16(clamping: others.doubt >> 32)
  }
}
