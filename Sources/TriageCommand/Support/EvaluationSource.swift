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
  var warnings: [String] = []
  /// The bad lines that were skipped, the first of them.
  let problems: [String]
  /// Whether more of the records were trained on than recurring prompts explain.
  var isTrainedOn = false
  /// Whether they are what the trainer held out itself.
  var isOwnHoldOut = false
  /// Whether they are too few for the router's sample of prompts to tell whether they were trained on.
  var mayBeTrainedOn = false
  /// Whether outcomes of some of them chose the router's threshold.
  var choseThreshold = false

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
    lookForTraining(isOwnData: isOwnData)
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

  private static func straddling(_ table: RecordTable, rows: [Int]) -> Int {
    var isTest = [Bool](repeating: false, count: table.count)
    for row in rows { isTest[row] = true }
    let elsewhere = Set(table.components.indices.filter { !isTest[$0] }.map { table.components[$0] })
    return rows.count { elsewhere.contains(table.components[$0]) }
  }
}
