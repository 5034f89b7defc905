import TriageRecords

/// Which records are trained on and which are held out.
public struct RecordSplit: Sendable {
  /// Records trained on, by number, ascending.
  public var training: [Int]
  /// Records held out, by number, ascending.
  public var heldOut: [Int]
  /// Records of the training split left out because their component holds a held-out record.
  public var straddling: Int

  /// Divides the records by a named split, by time, or by a seeded, grouped hold-out; never parts a component.
  public init(_ table: RecordTable, options: TrainingOptions) throws(TrainingError) {
    var isTest: [Bool]
    if let name = options.split {
      let number = Int32(try table.split(named: name))
      isTest = table.splits.map { $0 != number }
    } else if options.holdsOutLatest {
      isTest = try table.latest(share: options.testShare)
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
  /// Which records are the latest, a share of all or a few more: records of one time stay together.
  ///
  /// - Throws: ``TrainingError/noTimestamp(records:first:)``, ``TrainingError/oneTimestamp``.
  func latest(share: Double) throws(TrainingError) -> [Bool] {
    let unknown = times.count { $0.isNaN }
    guard unknown == 0 else { throw .noTimestamp(records: unknown, first: unreadTime) }
    let sorted = times.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { throw .oneTimestamp }
    let place = sorted.count - max(1, Int((share * Double(sorted.count)).rounded()))
    // The whole of a time that all but the few latest share cannot be held out: then what is later than it is.
    let cut = sorted[max(place, 0)] > first ? sorted[max(place, 0)] : sorted.first { $0 > first } ?? last
    return times.map { $0 >= cut }
  }

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
