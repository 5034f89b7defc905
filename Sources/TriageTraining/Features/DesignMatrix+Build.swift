import Triage
import TriageRecords

/// A design matrix, and how the shape features in it were standardised.
struct BuiltDesign {
  var design: DesignMatrix
  var means: [Float]
  var inverseDeviations: [Float]
  /// The evidence of each prompt if it had not been in the training set itself.
  var evidence: [PromptEvidence]
}

/// How the design matrix is made.
struct DesignSettings: Sendable {
  /// The dense columns' penalty relative to λ: standardised shape features are scaled by 1/10, which kept the
  /// ranking and won log loss (see the module's notes).
  var shapePenalty: Float = 100
  /// The bias is all but free.
  var biasPenalty: Float = 1e-3
  /// The penalty of a prior's scores relative to λ. They are logits, drawn to ``Trainer/priorWeight`` of themselves; freer ones
  /// are as good and vary more.
  var priorPenalty: Float = 3
  /// The router whose scores are features; nil for none.
  var prior: Router?
  /// Whether unseen features count in ‖x‖.
  var normsUnseen = false

  /// Dense columns of the prior.
  var priorColumns: Int { prior == nil ? 0 : PriorScores.count }
}

extension BuiltDesign {
  /// Builds X for the given rows of the store, on all cores; the store is used up by it.
  init(
    _ store: PromptFeatureStore, rows: [Int], vocabulary: Vocabulary, census: FeatureCensus,
    settings: DesignSettings
  ) throws {
    let blocks = RowBlocks(
      columns: vocabulary.features.count, shapeColumns: ShapeFeatures.count + settings.priorColumns,
      rowsPerBlock: rows.count < 100_000 ? 2048 : 8192)
    evidence = []
    evidence.reserveCapacity(rows.count)
    let rowsPerBlock = blocks.rowsPerBlock
    let count = (rows.count + rowsPerBlock - 1) / rowsPerBlock
    let atOnce = 8
    let makers = Makers(RowMaker(vocabulary, census, settings), count: min(atOnce, count))
    for start in stride(from: 0, to: count, by: atOnce) {
      let end = min(count, start + atOnce)
      let made = Slots<Result<MadeBlock, TrainingError>>(end - start)
      inParallel(end - start, part: 1) { range in
        for index in range {
          let own = (start + index) * rowsPerBlock..<min(rows.count, (start + index + 1) * rowsPerBlock)
          made.set(
            index,
            Result { () throws(TrainingError) in try makers.base[index].block(store, rows[own]) })
        }
      }
      for result in made.values {
        let block = try result.get()
        try blocks.append(block.bytes)
        evidence.append(contentsOf: block.evidence)
      }
      if end < count { store.release(before: rows[end * rowsPerBlock]) }
    }
    // A prior's scores stay logits; the bias makes up for their mean.
    means = census.means + [Float](repeating: 0, count: settings.priorColumns)
    inverseDeviations = census.inverseDeviations + [Float](repeating: 1, count: settings.priorColumns)
    let unit = ModelFormat.rarityUnit
    design = DesignMatrix(
      rows: blocks,
      inverseSquaredRarities: vocabulary.rarities.map { 1 / (Float($0) * unit * Float($0) * unit) },
      densePenalties: [settings.biasPenalty]
        + [Float](repeating: settings.shapePenalty, count: ShapeFeatures.count)
        + [Float](repeating: settings.priorPenalty, count: settings.priorColumns))
  }
}

/// Row makers, each used by one thread at a time, which keep their buffers from block to block.
private final class Makers: @unchecked Sendable {
  /// `count` of them, initialised.
  let base: UnsafeMutablePointer<RowMaker>
  private let count: Int

  init(_ maker: RowMaker, count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: maker, count: count)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }
}
