import ArgumentParser
import Triage
import TriageFile
import TriageTraining

extension Train {
  func validate() throws {
    if let testShare, !(0.01...0.9).contains(testShare) {
      throw ValidationError("--test-share is \(testShare), expected 0.01 to 0.9")
    }
    if testShare != nil, split != nil {
      throw ValidationError(
        "--test-share and --split given, expected one of them: a split says what is held out")
    }
    if latest, split != nil {
      throw ValidationError("--latest and --split given, expected one of them: a split says what is held out")
    }
    if promise.risk != nil, threshold != nil {
      throw ValidationError(
        "--risk and --threshold given, expected one of them: --risk chooses the threshold")
    }
    if promise.risk != nil, !nearDuplicates {
      throw ValidationError(
        "--risk and --no-near-duplicates given, expected one of them: a promise is over prompts that are no copies of others"
      )
    }
    if let threshold, !(0...1).contains(threshold) {
      throw ValidationError("--threshold is \(threshold), expected 0 to 1")
    }
    if let penalty, !(penalty > 0 && penalty.isFinite) {
      throw ValidationError("--penalty is \(penalty), expected a number above 0")
    }
    if penalty != nil, let architecture, architecture != .linear {
      throw ValidationError("--penalty goes with --architecture linear, found \(architecture.rawValue)")
    }
    if let tolerance {
      if penalty == nil { throw ValidationError("--tolerance given without --penalty, expected both") }
      if !(tolerance > 0 && tolerance < 1) {
        throw ValidationError("--tolerance is \(tolerance), expected a number above 0 and below 1")
      }
    }
    if !(0...0.5).contains(band) { throw ValidationError("--band is \(band), expected 0 to 0.5") }
  }

  /// What the trainer is told.
  func options() throws -> TrainingOptions {
    var options = TrainingOptions()
    options.models = models?.split(separator: ",").map { name in
      let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
      return String(name.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
    options.prices = try PriceFile.read(prices)
    options.split = split
    options.testShare = testShare ?? options.testShare
    options.holdsOutLatest = latest
    options.seed = seed
    options.prior = try prior.map { path throws(ModelFileError) in try Router(contentsOf: path) }
    options.architecture = architecture ?? (penalty == nil ? .averaged : .linear)
    options.penalty = penalty
    options.tolerance = tolerance
    options.learnsFromOtherModels = otherModels
    options.looksForNearDuplicates = nearDuplicates
    options.threshold = threshold ?? options.threshold
    options.risk = promise.target
    options.bandHalfWidth = band
    return options
  }
}

extension Train {
  /// Puts the prior's path before what is wrong with it.
  func namingPrior<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as TrainingError {
      switch error {
      case .priorHasPrior, .priorKnowsRecords, .priorWithoutSample, .priorMayKnowRecords:
        throw Failure(message: "\(prior ?? "the prior"): \(error)", code: Failure.badData)
      default: throw error
      }
    }
  }
}
