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
    // Where nothing is held out, what weights may be stored in is told by some of the training prompts.
    let rows = isHeldOut ? heldOut : Self.sample(heldOut, count: 20_000)
    let scorer = RecordScorer(reader, loaded: table)
    var seen = kinds.map { _ in HeldOutScores(heads: table.models.count) }
    try scorer.forEach(rows, make: { prompt in routers.map { HeldOutScores.One($0.decide(prompt)) } }) {
      for (kind, scores) in $1.enumerated() { seen[kind].append(scores) }
    }
    // What chooses the threshold may choose nothing else of the router, not even by its prompts alone.
    let promising = Promising(table, heldOut: rows, options: options)
    var chosen = 0
    for kind in kinds.indices {
      let change = seen[0].largestChange(to: seen[kind]) { promising?.isChoosing[$0] == true }
      guard change <= options.weightTolerance else { continue }
      chosen = kind
      manifest.table.largestChange = Double(change)
    }
    manifest.table.weights = kinds[chosen].name
    manifest.table.largestContributions = routers[chosen].largestContributions().map { Double($0) }
    if isHeldOut {
      manifest.heldOut = Manifest.HeldOut(
        table, rows: rows, seen: seen[chosen], seed: options.seed, cap: options.propensityCap)
    }
    var contents = contents
    if let promising {
      let router = routers[chosen]
      var decisions: [Decision] = []
      try scorer.forEach(rows, make: { router.decide($0) }) { decisions.append($1) }
      let promise = try promising.promise(contents.policy, table, decisions: decisions)
      for tier in contents.policy.tiers.indices { contents.policy.tiers[tier].threshold = promise.threshold }
      manifest.promise = promise
    }
    return contents.file(kinds[chosen], manifest: manifest.json())
  }

  /// So many of the rows, evenly spaced.
  private static func sample(_ rows: [Int], count: Int) -> [Int] {
    rows.count <= count ? rows : (0..<count).map { rows[$0 * rows.count / count] }
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
