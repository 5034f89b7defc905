import Triage
import TriageRecords

extension Trainer {
  /// Picks the smallest weights that change no held-out sufficiency by more than the tolerance, measures the
  /// router on the held-out records, chooses the threshold where a risk is to be promised, and writes the file.
  func export(
    _ contents: ModelContents, _ table: RecordTable, reader: RecordReader, heldOut: [Int], isHeldOut: Bool,
    manifest: inout Manifest
  ) throws -> [UInt8] {
    if options.risk != nil, !isHeldOut { throw TrainingError.nothingHeldOut }
    let kinds: [WeightKind] = [.float32, .float16, .int8]
    let routers = try kinds.map { try Router(copying: contents.file($0, manifest: [])) }
    var decisions = [[Decision]](repeating: [], count: kinds.count)
    try RecordScorer(reader, loaded: table).forEach(heldOut) { _, record in
      for kind in kinds.indices { decisions[kind].append(routers[kind].decide(record.prompt)) }
    }
    // What chooses the threshold may choose nothing else of the router, not even by its prompts alone.
    let promising = Promising(table, heldOut: heldOut, options: options)
    var chosen = 0
    for kind in kinds.indices {
      let change = heldOut.indices.reduce(Float(0)) { largest, place in
        if promising?.isChoosing[place] == true { return largest }
        return zip(decisions[0][place].sufficiencies, decisions[kind][place].sufficiencies).reduce(largest) {
          max($0, abs($1.0 - $1.1))
        }
      }
      guard change <= options.weightTolerance else { continue }
      chosen = kind
      manifest.table.largestChange = Double(change)
    }
    manifest.table.weights = kinds[chosen].name
    manifest.table.largestContributions = routers[chosen].largestContributions().map { Double($0) }
    if isHeldOut {
      manifest.heldOut = Manifest.HeldOut(
        table, rows: heldOut, decisions: decisions[chosen], seed: options.seed,
        cap: options.propensityCap)
    }
    var contents = contents
    if let promising {
      let promise = try promising.promise(contents.policy, table, decisions: decisions[chosen])
      for tier in contents.policy.tiers.indices { contents.policy.tiers[tier].threshold = promise.threshold }
      manifest.promise = promise
    }
    return contents.file(kinds[chosen], manifest: manifest.json())
  }
}

/// The held-out records that a promise is made on: those with the scores of every tier.
private struct Promising {
  let target: RiskTarget
  let seed: UInt64
  let rows: [Int]
  /// For each held-out record whether it helps to choose the threshold.
  let isChoosing: [Bool]
  private let places: [Int]

  init?(_ table: RecordTable, heldOut: [Int], options: TrainingOptions) {
    guard let target = options.risk else { return nil }
    self.target = target
    seed = options.seed
    rows = heldOut
    places = heldOut.indices.filter { place in table.scores.allSatisfy { !$0[heldOut[place]].isNaN } }
    let sides = RiskSearch.choosing(
      groups: places.map { table.components[heldOut[$0]] }, seed: options.seed)
    var isChoosing = [Bool](repeating: false, count: heldOut.count)
    for (place, side) in zip(places, sides) { isChoosing[place] = side }
    self.isChoosing = isChoosing
  }

  func promise(
    _ policy: Policy, _ table: RecordTable, decisions: [Decision]
  ) throws(TrainingError) -> Manifest.Promise {
    let requests = places.map { place in
      ObservedDecision(
        decision: decisions[place], scores: table.scores.map { Double($0[rows[place]]) }, costs: [],
        weight: Double(table.weights[rows[place]]), group: table.components[rows[place]])
    }
    return try RiskSearch.promise(target, policy: policy, requests: requests, seed: seed)
  }
}
