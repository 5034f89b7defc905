import TriageLinearAlgebra

/// The prompts as the solver sees them: X = [ diag(1/‖x‖) · B | 1 | shape ].
///
/// The rarities are not in X: the solver works on v = rarity · w, the numbers that stand in the table, with
/// the penalty λ · v² / rarity², which is λ · w².
struct DesignMatrix: Sendable {
  /// B, the norms and the shape, prompt by prompt.
  let rows: RowBlocks
  /// 1 / rarity_f².
  let inverseSquaredRarities: [Float]
  /// What the penalty of each dense column (ones, then the standardised shape) is multiplied by.
  let densePenalties: [Float]

  var promptCount: Int { rows.count }
  var featureCount: Int { rows.columns }
  var denseColumns: Int { densePenalties.count }
}

/// The same matrix held in memory and readable in any order.
struct PlainDesign: Sendable {
  /// Which features stand in which prompt.
  let prompts: SparseRows
  /// 1 / ‖x_i‖.
  let inverseNorms: [Float]
  /// `prompts × (1 + shape features)`: ones, then the standardised shape.
  let dense: Matrix
  /// Features.
  let featureCount: Int

  var promptCount: Int { prompts.count }

  init(_ design: DesignMatrix) throws(TrainingError) {
    let prompts = SparseRows()
    var norms: [Float] = []
    var dense = Matrix(rows: design.promptCount, columns: design.denseColumns)
    let shapeColumns = design.denseColumns - 1
    var failure: TrainingError?
    design.rows.forEach(0..<design.rows.blockCount) { block in
      var lists = [[UInt32]](repeating: [], count: block.count)
      block.forEachEntry { column, row in lists[row].append(UInt32(column)) }
      for row in 0..<block.count {
        do throws(TrainingError) { try prompts.append(lists[row]) } catch { failure = error }
        norms.append(block.norms[row])
        dense[block.first + row, 0] = 1
        for column in 0..<shapeColumns {
          dense[block.first + row, column + 1] = block.shape[row * shapeColumns + column]
        }
      }
    }
    if let failure { throw failure }
    self.prompts = prompts
    featureCount = design.featureCount
    inverseNorms = norms
    self.dense = dense
  }
}
