import Triage
import TriageLinearAlgebra
public import TriageRecords

/// Trains a router: outcome records in, a model file out.
///
/// ```
/// read      records → table, components, features               (one streamed pass)
/// split     named, or seeded and grouped; no component straddles
/// features  document frequencies → vocabulary → design matrix
/// fit       a regularisation path, cross-validated by group; two strengths' mean, or one that clearly routes better
/// calibrate heads on out-of-fold logits, then each tier's sufficiency on out-of-fold gain
/// export    the fewest bits a weight that keep the sufficiency of 99 in 100 held-out prompts; manifest; checksum
/// ```
public struct Trainer {
  let options: TrainingOptions
  /// Called with a line of progress.
  let progress: (String) -> Void

  /// A trainer.
  public init(options: TrainingOptions, progress: @escaping (String) -> Void = { _ in }) {
    self.options = options
    self.progress = progress
  }

  /// What came of it.
  public struct Result: Sendable {
    /// The model file.
    public var file: [UInt8]
    /// Its manifest.
    public var manifest: Manifest
    /// The tiers' names, cheapest first.
    public var tiers: [String]
    /// What put them in that order.
    public var order: TierOrder
    /// Where it stands on the held-out records; nil where none is held out.
    public var operating: HeldOutPoint?
    /// The lines that were skipped, each named.
    public var problems: [String]
    /// What the caller should be told: one-sided heads, dropped records, a log that says little.
    public var warnings: [String]
    /// What each stage took.
    public var stages: [Stage]
  }

  /// Trains on the reader's records.
  ///
  /// - Throws: ``TrainingError``, `RecordError`.
  /// - Complexity: linear in the records: a few dozen passes over the features. Features beyond an eighth of the memory are
  ///   streamed from disk; held are some 100 bytes a record, and a number a prompt and a kept feature for each lane (4, 8 or
  ///   16: heads by folds) of some ten vectors.
  public func train(_ reader: RecordReader) throws -> Result {
    var clock = StageClock()
    var (table, store) = try RecordLoader(
      reader, lookingForNear: options.looksForNearDuplicates
    ).load(features: true, &clock)
    let split = try RecordSplit(table, options: options)
    try checkPromise(table)
    // The order is learned from training records, as everything is: held-out scores must not decide it.
    let order = try table.orderModels(
      named: options.models, prices: options.prices, lookingAt: split.training)
    progress("read \(table.count) records, \(table.models.count) models")
    let own = split.training.filter(table.isLearnedFrom)
    try checkOutcomes(own, table)
    let auxiliary = auxiliaryProblem(table, split.training, own: own)
    let training = auxiliary?.rows ?? own
    let doubt = try checkPrior(table)
    clock.end("split")
    let examined = examined(split, training: training)
    let ((census, vocabulary), (problem, examinedFeatures)) = try both(
      { [store] in try Self.vocabulary(store, own) },
      { [store, table, options] in
        (auxiliary ?? TrainingProblem(table, rows: training, options: options), try store.taking(examined))
      })
    clock.end("document frequencies, vocabulary, targets, folds")
    let built = try BuiltDesign(
      store, rows: training, vocabulary: vocabulary, census: census,
      settings: DesignSettings(prior: options.prior))
    try problem.checkFolds(table.models)
    progress("\(vocabulary.features.count) features in \(training.count) training prompts")
    clock.end("design matrix")
    let fit = try fit(problem, built)
    clock.end("fit")
    progress("\(fit.architecture.rawValue): \(fit.why)")
    let length = LengthFit(problem, design: built.design, penalty: fit.penalty)
    // After the last walk over the rows: a block that could not be read back is left out of it.
    if built.design.rows.hasFailed { throw TrainingError.temporaryFile(folder: "the temporary folder") }
    clock.end("answer lengths")
    let scored = problem.scored(table, options: options)
    let places = problem.scoredPlaces
    let calibrated = RouterCalibration(
      scored, logits: fit.outOfFold.map { logits in places.map { logits[$0] } })
    let widths = WidthFit.widths(
      calibrated, scored, table, evidence: places.map { built.evidence[$0].asWritten })
    clock.end("calibration")
    let contents = contents(
      table, problem, built, vocabulary, fit, calibrated, length: length, widths: widths)
    var manifest = Manifest(
      data: table.files.map { .init(name: Self.lastPart($0.path), sha256: $0.sha256) },
      split: .init(
        trained: options.split, testShare: options.split == nil ? options.testShare : nil,
        latest: options.split == nil && options.holdsOutLatest ? true : nil,
        trainingRecords: training.count, heldOutRecords: split.heldOut.count, straddling: split.straddling,
        joinedByGroup: table.joins.group, joinedAsSame: table.joins.same, joinedAsNear: table.joins.near,
        trustsGroups: options.looksForNearDuplicates ? nil : true,
        sample: PromptSample(table, rows: training)),
      fit: .init(
        architecture: fit.architecture.rawValue, why: fit.why, penalty: Double(fit.penalty),
        folds: problem.foldCount, seed: options.seed, solver: fit.solver, blas: Backend.library,
        candidates: fit.candidates),
      table: .init(
        features: vocabulary.features.count, rows: 1 << vocabulary.log2Rows, weights: "",
        tolerance: Double(options.weightTolerance), largestChange: 0,
        collisionShare: vocabulary.collisionShare),
      calibration: calibrated.summary(table.models), domainMeans: problem.domainMeans(table))
    manifest.auxiliary = fit.architecture == .embedding ? nil : problem.auxiliarySummary(table.models)
    manifest.prior = priorSummary(contents.shape, models: table.models)
    manifest.logged = problem.choices.summary(
      table.models, scores: problem.scores, weights: problem.weights)
    let (file, operating) = try export(
      contents, table, rows: examined, features: examinedFeatures, isHeldOut: !split.heldOut.isEmpty,
      manifest: &manifest)
    clock.end("storage, held-out metrics, file")
    return Result(
      file: file, manifest: manifest, tiers: table.models, order: order, operating: operating,
      problems: table.problems,
      warnings: warnings(table, problem, split, built) + (manifest.logged?.warnings ?? [])
        + [doubt].compactMap { $0 },
      stages: clock.stages)
  }

  private static func vocabulary(
    _ store: PromptFeatureStore, _ training: [Int]
  ) throws -> (FeatureCensus, Vocabulary) {
    var census = try FeatureCensus(store, rows: training)
    let vocabulary = Vocabulary(
      census.frequencies, prompts: training.count, counted: census.counted,
      minimum: Vocabulary.minimum(counted: census.counted))
    // Its memory is wanted for the rows.
    census.frequencies = DocumentFrequencies()
    return (census, vocabulary)
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
