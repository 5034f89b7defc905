import Triage
import TriageEvaluation
import TriageRecords
import TriageTraining

/// The records that an evaluation is made on, and how they were chosen.
struct EvaluationSource {
  /// Which records of the files.
  enum Selection: Equatable, CustomStringConvertible {
    case split(String), ownHoldOut, all

    var description: String {
      switch self {
      case .split(let name): "split \(name)"
      case .ownHoldOut: "the router's own hold-out"
      case .all: "all records"
      }
    }
  }

  let reader: RecordReader
  let router: Router
  let table: RecordTable
  /// Record numbers, ascending.
  let rows: [Int]
  let selection: Selection
  let manifest: Manifest?
  private(set) var warnings: [String] = []
  /// The bad lines that were skipped, the first of them.
  let problems: [String]
  /// Whether more of the records were trained on than recurring prompts explain.
  private(set) var isTrainedOn = false
  /// The share of prompts that traffic may have in common with what came before it.
  private static let recurring = 0.05

  init(_ reader: RecordReader, router: Router, split: String?, prices: [String: Price]) throws {
    let manifest = Manifest(json: router.manifest)
    // The router's own hold-out is only found again by its own grouping.
    let looksForNear = manifest?.split.trustsGroups != true
    var table = try RecordLoader(reader, lookingForNear: looksForNear).table()
    let missing = router.models.map(\.name).filter { !table.models.contains($0) }
    if missing.count == router.models.count {
      throw TrainingError.unknownModel(missing[0], known: table.models.sorted())
    }
    try table.orderModels(named: router.models.map(\.name), prices: prices, addsMissing: true)
    if !missing.isEmpty {
      warnings.append("no record knows how \(missing.joined(separator: ", ")) did, a model of the router")
    }
    problems = table.problems
    self.reader = reader
    self.router = router
    self.table = table
    self.manifest = manifest

    let isOwnData =
      manifest.map { $0.data.map(\.sha256) == table.files.map(\.sha256) } ?? false
    // What the trainer held out itself is found again by its own hand.
    func ownHoldOut(_ manifest: Manifest) throws -> [Int] {
      var options = TrainingOptions()
      options.seed = manifest.fit.seed
      options.split = manifest.split.trained
      options.testShare = manifest.split.testShare ?? options.testShare
      options.holdsOutLatest = manifest.split.latest == true
      return try RecordSplit(table, options: options).heldOut
    }
    if let split {
      let number = Int32(try table.split(named: split))
      rows = table.splits.indices.filter { table.splits[$0] == number }
      selection = .split(split)
    } else if isOwnData, let manifest, manifest.split.trained == nil {
      rows = try ownHoldOut(manifest)
      selection = .ownHoldOut
    } else if let number = table.splitNames.firstIndex(of: "test") {
      rows = table.splits.indices.filter { table.splits[$0] == Int32(number) }
      selection = .split("test")
    } else if isOwnData, let manifest {
      rows = try ownHoldOut(manifest)
      selection = .ownHoldOut
    } else {
      rows = Array(table.splits.indices)
      selection = .all
    }
    if let sample = manifest?.split.sample {
      let share = sample.share(of: table, rows: rows)
      // What the trainer held out itself has nothing in common with its other records but prompts that recur.
      let isHoldOut =
        isOwnData
        && (manifest?.split.trained.map { selection != .split($0) && selection != .all }
          ?? (selection == .ownHoldOut))
      isTrainedOn = share > Self.recurring && !isHoldOut
      if share > 0 {
        let percent = max(1, Int((100 * share).rounded()))
        warnings.append(
          "about \(percent) % of these records' prompts were trained on"
            + (isTrainedOn ? ": no figure below is held-out" + Self.otherOrder(manifest, table) : ""))
      }
    } else if isOwnData, selection == .all || selection == .split(manifest?.split.trained ?? "") {
      isTrainedOn = true
      warnings.append("these records were trained on: no figure below is held-out")
    }
    let known = router.priorManifest.flatMap { Manifest(json: $0) }?.split.sample
    if let share = known?.share(of: table, rows: rows), share > 0 {
      // Before training it was made sure that they were next to none of these.
      let isKnown = share > Self.recurring
      isTrainedOn = isTrainedOn || isKnown
      let percent = max(1, Int((100 * share).rounded()))
      warnings.append(
        "about \(percent) % of these records' prompts were trained on by the router that this one started from"
          + (isKnown ? ": no figure below is held-out" : ""))
    }
    if isOwnData, manifest?.promise != nil {
      warnings.append(
        "half of the held-out records chose the threshold by --risk: what is said of that threshold is partly theirs"
      )
    }
    if let missing = prices.warning(models: table.models) { warnings.append(missing) }
    let assumed = table.answersOfAssumedLength(rows, prices: prices)
    if assumed > 0 {
      warnings.append(
        "\(assumed) answers have neither cost nor length: they are priced by their model's mean length, or where none "
          + "is known by \(Int(RecordTable.assumedOutputTokens)) tokens")
    }
    if let templates = table.templateWarning { warnings.append(templates) }
    let straddling = Self.straddling(table, rows: rows)
    if straddling > 0 {
      warnings.append(
        "\(straddling) of \(rows.count) records have a near-duplicate in the rest of these files")
    }
  }

  /// Where the files are those that were trained on, in another order: the hold-out is drawn in the order of the records.
  private static func otherOrder(_ manifest: Manifest?, _ table: RecordTable) -> String {
    guard let data = manifest?.data, manifest?.split.trained == nil,
      data.map(\.sha256).sorted() == table.files.map(\.sha256).sorted(),
      data.map(\.sha256) != table.files.map(\.sha256)
    else { return "" }
    return
      ", expected the files in the order they were trained in: \(data.map(\.name).joined(separator: ", "))"
  }

  private static func straddling(_ table: RecordTable, rows: [Int]) -> Int {
    var isTest = [Bool](repeating: false, count: table.count)
    for row in rows { isTest[row] = true }
    let elsewhere = Set(table.components.indices.filter { !isTest[$0] }.map { table.components[$0] })
    return rows.count { elsewhere.contains(table.components[$0]) }
  }
}
