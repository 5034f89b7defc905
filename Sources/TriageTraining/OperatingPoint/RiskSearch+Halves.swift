import TriageRecords

extension RiskSearch {
  /// Half of the records by component, in an order of its own: the hold-out shuffled by the plain seed.
  static func split(_ components: [Int32], seed: UInt64) -> [Bool] {
    HoldOut.split(components: components, testShare: 0.5, seed: seed ^ 0x7072_6F6D_6973_6521)
  }
}
