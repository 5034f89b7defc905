import TriageRecords

/// Which records are trained on and which are held out.
public struct RecordSplit: Sendable {
  /// Records trained on, by number, ascending.
  public var training: [Int]
  /// Records held out, by number, ascending.
  public var heldOut: [Int]
  /// Records of the training split left out because their component holds a held-out record.
  public var straddling: Int

  /// Divides the records by a named split, or by a seeded, grouped hold-out; never parts a component.
  public init(_ table: RecordTable, options: TrainingOptions) throws(TrainingError) {
    var isTest: [Bool]
    if let name = options.split {
      let number = Int32(try table.split(named: name))
      isTest = table.splits.map { $0 != number }
    } else {
      isTest = HoldOut.split(
        components: table.components, testShare: options.testShare, seed: options.seed)
    }
    let dropped = Set(
      HoldOut.straddling(
        components: table.components, isTraining: isTest.map { !$0 }, isTest: isTest))
    training = table.weights.indices.filter { !isTest[$0] && !dropped.contains($0) }
    heldOut = table.weights.indices.filter { isTest[$0] }
    straddling = dropped.count
  }
}

extension RecordTable {
  /// A split's index into ``splitNames``.
  ///
  /// - Throws: ``TrainingError/emptySplit(_:known:files:)``.
  public func split(named name: String) throws(TrainingError) -> Int {
    guard let number = splitNames.firstIndex(of: name) else {
      throw .emptySplit(name, known: splitNames, files: files.map(\.path))
    }
    return number
  }
}
