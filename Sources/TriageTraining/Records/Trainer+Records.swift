import TriageRecords

extension Trainer {
  /// Fewer outcomes of a model than this say nothing of it.
  static let leastOutcomes = 10

  /// Fewer training records than this cannot be cross-validated and calibrated.
  static let leastRecords = 40

  /// That these training records are enough, and not all choices that could not have gone otherwise.
  func checkOutcomes(_ rows: [Int], _ table: RecordTable) throws(TrainingError) {
    let known = rows.count { row in table.scores.contains { !$0[row].isNaN } }
    guard known >= Self.leastRecords else {
      throw .tooFewRecords(found: known, expected: Self.leastRecords)
    }
    for model in table.models.indices {
      let outcomes = rows.count { table.inversePropensity($0, model: model) > 0 }
      guard outcomes >= Self.leastOutcomes else {
        throw .tooFewOutcomes(table.models[model], found: outcomes, expected: Self.leastOutcomes)
      }
    }
    // Where every record is such a choice, the heads are known each on its own kind of prompt and no contrast is: any router
    // made of them would be extrapolation.
    if rows.allSatisfy({ table.isLogged($0) && !table.isExplored($0) }) {
      throw .noExploration(logged: rows.count)
    }
  }

  /// Refuses a promise about risk that the records could not carry, however they turn out.
  func checkPromise(_ table: RecordTable) throws(TrainingError) {
    guard options.risk != nil else { return }
    try table.checkPromise()
    if options.split == nil, !options.holdsOutLatest { try table.checkHoldOut(testShare: options.testShare) }
  }

  /// The problem of records that know how models outside the router did, among them those that know nothing else; nil where
  /// there are none, they tell nothing, or nothing but an embedding is asked for, which goes by what was observed.
  ///
  /// - Parameters:
  ///   - rows: all training records.
  ///   - own: those that know how a model of the router did.
  func auxiliaryProblem(_ table: RecordTable, _ rows: [Int], own: [Int]) -> TrainingProblem? {
    guard options.learnsFromOtherModels, options.architecture != .embedding,
      rows.contains(where: table.knowsOtherModels)
    else { return nil }
    let all = rows.filter { table.isLearnedFrom($0) || table.knowsOtherModels($0) }
    var problem = TrainingProblem(table, rows: all, options: options)
    problem.auxiliary = AuxiliaryLabels(problem, table)
    return problem.auxiliary == nil ? nil : problem
  }
}
