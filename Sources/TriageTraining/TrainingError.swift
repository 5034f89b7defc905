/// Why a router could not be trained.
public enum TrainingError: Error, Sendable, Equatable {
  /// No temporary file could be made or grown in this folder.
  case temporaryFile(folder: String)
  /// A model named by the caller, or needed, is not in the records.
  case unknownModel(String, known: [String])
  /// Fewer than two models, or more than a router holds; whether the caller named them.
  case modelCount(Int, areNamed: Bool)
  /// Too few training records to fit and calibrate anything.
  case tooFewRecords(found: Int, expected: Int)
  /// Too few training outcomes of one model to say anything of it.
  case tooFewOutcomes(String, found: Int, expected: Int)
  /// All training outcomes of a model are in groups so few that they are one fold: what is calibrated on would be all of them.
  case oneSet(String, outcomes: Int)
  /// A promise would leave out a set of records too large to be held out.
  case neverHeldOut(records: Int, of: Int)
  /// Every training record was logged without exploration: nothing tells two models apart on one prompt.
  case noExploration(logged: Int)
  /// No record of the named split; which there are, and in which files.
  case emptySplit(String, known: [String], files: [String])
  /// The latest records were to be held out, and so many do not say when they were made, or not so that it can be read:
  /// the first such line and what it says, where one says something.
  case noTimestamp(records: Int, first: String? = nil)
  /// The latest records were to be held out, and all were made at the same time.
  case oneTimestamp
  /// A risk was to be promised and nothing is held out.
  case nothingHeldOut
  /// A risk was to be promised, and so many of the records look like copies of one another that nothing joins.
  case templatedRecords(Int, of: Int)
  /// The router to start from has started from one itself.
  case priorHasPrior
  /// The router to start from was trained on some of these records' prompts: their share.
  case priorKnowsRecords(share: Double)
  /// The router to start from does not say which prompts it was trained on.
  case priorWithoutSample
  /// A risk was to be promised, and there are too few records to tell whether the router to start from knows their prompts.
  case priorMayKnowRecords(records: Int)
  /// The held-out records do not support the promise.
  case riskNotSupported(RiskRefusal)
}

extension TrainingError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .temporaryFile(let folder):
      "\(folder): a temporary file could not be written or read back, expected room for the features"
    case .unknownModel(let name, let known):
      "model \(name) is in no record, expected one of \(known.joined(separator: ", "))"
    case .modelCount(let count, let areNamed):
      "\(count) \(count == 1 ? "model" : "models") \(areNamed ? "named" : "in the records"), expected 2 to 64"
    case .tooFewRecords(let found, let expected):
      "\(found) training \(found == 1 ? "record" : "records"), expected at least \(expected)"
    case .tooFewOutcomes(let model, let found, let expected):
      "\(found) training \(found == 1 ? "outcome" : "outcomes") of \(model), expected at least \(expected) of each model: "
        + "--models names those to route between"
    case .oneSet(let model, let outcomes):
      "the \(outcomes) training outcomes of \(model) are of too few groups (or near-duplicates of each other) to hold some back "
        + "and calibrate on them, expected more groups, or --models without it"
    case .neverHeldOut(let records, let count):
      "\(records) of \(count) records are of one group (or near-duplicates of each other), too many to be held out: a promise "
        + "about all requests would not speak of them"
    case .noExploration(let logged):
      "all \(logged) training records were logged without exploration (\"propensity\" 1 or missing), so no gain "
        + "can be learned: expected some with a \"propensity\" below 1, or with the outcomes of several models"
    case .emptySplit(let name, let known, let files):
      "\(files.joined(separator: ", ")): no record has split \(name), "
        + (known.isEmpty
          ? "none names any split" : "expected one of \(known.sorted().joined(separator: ", "))")
    case .noTimestamp(let records, let first):
      "\(records) \(records == 1 ? "record has" : "records have") no \"timestamp\" that can be read"
        + (first.map { " (\($0))" } ?? "")
        + ", expected one such as 2026-05-01T12:00:00Z, or Unix seconds, in each, to hold out the latest"
    case .oneTimestamp:
      "all records have the same \"timestamp\", expected some that are later than others, to hold out the latest"
    case .nothingHeldOut: "no record is held out, expected some that a risk can be promised on"
    case .templatedRecords(let count, let total):
      "\(count) of \(total) records are in all but a few words the same as more than ten others, and a promise holds for what "
        + "is not: expected a \"group\" in each, which says what belongs together"
    case .priorHasPrior:
      "has started from another router itself, expected one that has not: start from that one"
    case .priorKnowsRecords(let share):
      "was trained on about \(Int((share * 100).rounded())) % of these records' prompts, expected other prompts: it says of them "
        + "what it remembers, which new prompts cannot rely on"
    case .priorWithoutSample:
      "does not say which prompts it was trained on, expected a router of this Triage: train it again"
    case .priorMayKnowRecords(let records):
      "may have been trained on these prompts, \(records) records are too few to tell: expected more of them, or no --risk"
    case .riskNotSupported(let refusal): refusal.description
    }
  }
}
