import Triage
import TriageRecords

extension Trainer {
  /// Picks the smallest weights that change the sufficiency of 99 in 100 held-out prompts by no more than the tolerance,
  /// measures the router on the held-out records, chooses the threshold where a risk is to be promised, and writes the
  /// file.
  ///
  /// - Parameters:
  ///   - rows: the records that this looks at, see ``examined(_:)``.
  ///   - features: theirs.
  func export(
    _ contents: ModelContents, _ table: RecordTable, rows: [Int], features: PromptFeatureStore,
    isHeldOut: Bool, manifest: inout Manifest
  ) throws -> (file: [UInt8], operating: HeldOutPoint?) {
    if options.risk != nil, !isHeldOut { throw TrainingError.nothingHeldOut }
    // What chooses the threshold may choose nothing else of the router here, not even by its prompts alone.
    let promising = Promising(table, heldOut: rows, options: options)
    let (exact, bytes) = try both(
      { try StoredRouter(contents, .float32) }, { try StoredRouter(contents, .int8) })
    var (seen, small) = (HeldOutScores(heads: table.models.count), HeldOutScores(heads: table.models.count))
    try features.forEach(make: { (exact.scores($0, $1), bytes.scores($0, $1)) }) {
      seen.append($0.0)
      small.append($0.1)
    }
    var chosen = exact
    var change = seen.changes(to: small) { promising?.isChoosing[$0] == true }
    if change.usual <= options.weightTolerance {
      (chosen, seen) = (bytes, small)
    } else {
      // A byte a weight was too few; two seldom are.
      let halves = try StoredRouter(contents, .float16)
      small = HeldOutScores(heads: table.models.count)
      try features.forEach(make: { halves.scores($0, $1) }) { small.append($0) }
      change = seen.changes(to: small) { promising?.isChoosing[$0] == true }
      if change.usual <= options.weightTolerance {
        (chosen, seen) = (halves, small)
      } else {
        change = WeightChange()
      }
    }
    manifest.table.usualChange = Double(change.usual)
    manifest.table.largestChange = Double(change.largest)
    manifest.table.weights = chosen.kind.name
    manifest.table.largestContributions = chosen.router.largestContributions().map { Double($0) }
    if isHeldOut {
      manifest.heldOut = Manifest.HeldOut(
        table, rows: rows, seen: seen, seed: options.seed)
    }
    var contents = contents
    var tiers = seen.tiers
    if let promising {
      let router = chosen.router
      var decisions: [Decision] = []
      try features.forEach(make: { router.decide(features: $0, counts: $1) }) { decisions.append($0) }
      let promise = try promising.promise(contents.policy, table, decisions: decisions)
      for tier in contents.policy.tiers.indices { contents.policy.tiers[tier].threshold = promise.threshold }
      manifest.promise = promise
      manifest.searched = PromptSample(
        table, rows: rows.indices.filter { promising.isChoosing[$0] }.map { rows[$0] })
      tiers = decisions.map { decision in
        contents.policy.choose(
          sufficiencies: decision.sufficiencies, evidence: decision.evidence, context: RequestContext()
        ).tier
      }
    }
    return (
      contents.file(chosen.kind, manifest: manifest.json()),
      isHeldOut
        ? HeldOutPoint(
          table, rows: rows, decided: tiers,
          contrasts: ScoreContrasts(heldOut: rows, table, seen)) : nil
    )
  }

  /// The records that a router is measured on: those held out; where none are, some training records, to tell by what
  /// weights may be stored in.
  func examined(_ split: RecordSplit, training: [Int]) -> [Int] {
    split.heldOut.isEmpty ? Self.sample(training, count: 20_000) : split.heldOut
  }

  /// So many of the rows, evenly spaced.
  private static func sample(_ rows: [Int], count: Int) -> [Int] {
    rows.count <= count ? rows : (0..<count).map { rows[$0 * rows.count / count] }
  }
}

/// A router with its weights stored in one of the ways.
private struct StoredRouter: Sendable {
  let kind: WeightKind
  let router: Router

  init(_ contents: ModelContents, _ kind: WeightKind) throws {
    self.kind = kind
    router = try Router(copying: contents.file(kind, manifest: []))
  }

  func scores(_ features: UnsafeBufferPointer<UInt32>, _ counts: ShapeCounts) -> HeldOutScores.One {
    HeldOutScores.One(router.decide(features: features, counts: counts))
  }
}

/// The held-out records that a promise is made on: all that have weight, for it is about all requests.
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
    places = heldOut.indices.filter { table.weights[heldOut[$0]] > 0 }
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
