import Triage

extension Trainer {
  /// The largest share of records' prompts that the router to start from may know: as many prompts recur in any traffic.
  static let mostSharedWithPrior = 0.05

  /// Refuses a prior that has one, or that was trained on these prompts: what it says of them would be trusted as it must not
  /// be on new ones, and nothing held out would be. So too where a risk is to be promised and the records are too few to tell.
  ///
  /// - Returns: a warning where they are too few to tell; nil elsewhere.
  func checkPrior(_ table: RecordTable) throws(TrainingError) -> String? {
    guard let prior = options.prior else { return nil }
    guard !prior.hasPrior else { throw .priorHasPrior }
    guard let sample = Manifest(json: prior.manifest)?.split.sample else { throw .priorWithoutSample }
    let rows = Array(0..<table.count)
    let share = sample.share(of: table, rows: rows)
    guard share <= Self.mostSharedWithPrior else { throw .priorKnowsRecords(share: share) }
    guard sample.expectedHits(table, rows: rows) < PromptSample.fewestHits else { return nil }
    guard options.risk == nil else { throw .priorMayKnowRecords(records: table.count) }
    return
      "\(table.count) records are too few to tell whether the router to start from was trained on their prompts: if it was, "
      + "nothing held out is"
  }
}
