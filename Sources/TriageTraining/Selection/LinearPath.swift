/// Targets of a fit: for each head each row's label and weight.
struct Targets: Sendable {
  /// Labels, anything where the weight is 0.
  var labels: [[Float]]
  /// Weights, 0 where the model was not tried.
  var weights: [[Float]]
}

/// Fits every head on all rows and on all but each fold, along a falling path of regularisation, warm-started.
///
/// A problem is a (head, fold held out or none) pair; sixteen are solved side by side, so one pass over the
/// data serves all folds of all heads, and what cross-validation costs is little more than one fit.
struct LinearPath<Loss: PointwiseLoss> {
  let design: DesignMatrix
  let targets: Targets
  let folds: [Int8]
  /// The folds that a fit is repeated without; rows of no other have out-of-fold logits.
  let hiddenFolds: Range<Int>
  /// Labels that depend on the fold that is hidden; nil takes the targets' own.
  var labels: (@Sendable (_ head: Int, _ hidden: Int?) -> [Float])?
  /// What the weights of the dense columns are drawn to, for each head; nil for 0.
  var centres: [[Float]]?
  /// What a fit is made of first, at each strength, that each problem's weights are then drawn to; nil for none.
  var teacher: Teacher?
  var settings = NewtonSettings()

  /// For each head what a prompt is expected to come to by something that its text does not say.
  struct Teacher: Sendable {
    var labels: @Sendable (_ head: Int, _ hidden: Int?) -> [Float]
    /// 0 where nothing is expected.
    var weights: [[Float]]
  }

  private struct Problem: Sendable {
    var head: Int
    var fold: Int?
  }

  /// One point for each of `penalties`, in their order (which should fall).
  func fit(penalties: [Float]) -> [PathPoint] {
    let heads = targets.labels.count
    var points = penalties.map { penalty in
      PathPoint(
        penalty: penalty,
        outOfFold: [[Float]](repeating: [Float](repeating: 0, count: design.promptCount), count: heads),
        sparse: [[Float]](repeating: [], count: heads), dense: [[Float]](repeating: [], count: heads))
    }
    var problems: [Problem] = []
    for head in 0..<heads {
      problems.append(Problem(head: head, fold: nil))
      for fold in hiddenFolds { problems.append(Problem(head: head, fold: fold)) }
    }
    var start = 0
    while start < problems.count {
      let left = problems.count - start
      let width = left > 8 ? 16 : (left > 4 ? 8 : 4)
      let block = Array(problems[start..<min(problems.count, start + width)])
      switch width {
      case 16: fit(block, SIMD16<Float>.self, &points)
      case 8: fit(block, SIMD8<Float>.self, &points)
      default: fit(block, SIMD4<Float>.self, &points)
      }
      start += width
    }
    return points
  }

  private func fit<Lanes: LaneVector>(
    _ block: [Problem], _: Lanes.Type, _ points: inout [PathPoint]
  ) {
    let objective = objective(block, Lanes.self, targets.weights) { labels?($0, $1) ?? targets.labels[$0] }
    let taught = teacher.map { self.objective(block, Lanes.self, $0.weights, $0.labels) }
    var teaching = taught.map { NewtonCG($0, settings: settings) }
    let centre = taught?.zero()
    objective.sparseCentres = centre?.sparse
    var solver = NewtonCG(objective, settings: settings)
    let w = objective.zero()
    let isSampled = settings.sampling > 1 && design.rows.blockCount >= 4 * settings.sampling
    for index in points.indices {
      objective.penalty = Lanes(repeating: points[index].penalty)
      if let taught, let centre {
        taught.penalty = objective.penalty
        if index == 0, isSampled { teaching?.approach(centre) }
        teaching?.minimise(centre)
        if index == 0 { w.add(Lanes(repeating: 1), times: centre) }
        for column in 0..<centre.dense.rows { objective.centres[column] = centre.dense[column] }
      } else if index == 0, isSampled {
        solver.approach(w)
      }
      solver.minimise(w)
      for (lane, problem) in block.enumerated() {
        if let fold = problem.fold {
          for row in 0..<design.promptCount where Int(folds[row]) == fold {
            points[index].outOfFold[problem.head][row] = objective.margins[row][lane]
          }
        } else {
          points[index].sparse[problem.head] = (0..<w.sparse.rows).map { w.sparse[$0][lane] }
          points[index].dense[problem.head] = (0..<w.dense.rows).map { w.dense[$0][lane] }
        }
      }
    }
  }

  /// The block's problems with these labels and weights.
  private func objective<Lanes: LaneVector>(
    _ block: [Problem], _: Lanes.Type, _ weightsOfHeads: [[Float]], _ labelsOf: (Int, Int?) -> [Float]
  ) -> BlockObjective<Loss, Lanes> {
    let labels = LaneBlock<Lanes>(rows: design.promptCount)
    let weights = LaneBlock<Lanes>(rows: design.promptCount)
    let known = block.map { labelsOf($0.head, $0.fold) }
    let (folds, counts) = (folds, block.map { weightsOfHeads[$0.head] })
    inParallel(design.promptCount, part: 8192) { range in
      for row in range {
        for (lane, problem) in block.enumerated() {
          labels.base[row][lane] = known[lane][row]
          let isHidden = problem.fold == Int(folds[row])
          weights.base[row][lane] = isHidden ? 0 : counts[lane][row]
        }
      }
    }
    let objective = BlockObjective<Loss, Lanes>(
      design, labels: labels, weights: weights, penalty: Lanes(repeating: 1))
    for (lane, problem) in block.enumerated() {
      for (column, centre) in (centres?[problem.head] ?? []).enumerated() {
        objective.centres[column][lane] = centre
      }
    }
    return objective
  }
}
