import TriageRecords

extension RecordTable {
  /// The records of a component that a hold-out of this share never takes; nil where there is none.
  ///
  /// `HoldOut` takes a component while that brings the test nearer to its share: one of more than twice the share never does.
  public func neverHeldOut(testShare: Double) -> Int? {
    let largest = largestComponent
    return Double(largest) > 2 * testShare * Double(count) ? largest : nil
  }

  /// Throws where a promise about all requests would leave such a component out.
  public func checkHoldOut(testShare: Double) throws(TrainingError) {
    if let records = neverHeldOut(testShare: testShare) { throw .neverHeldOut(records: records, of: count) }
  }
}
