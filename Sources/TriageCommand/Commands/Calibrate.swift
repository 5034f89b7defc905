import ArgumentParser
import Triage
import TriageEvaluation
import TriageMetrics
import TriageRecords
import TriageTraining

/// `triage calibrate`
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Move a router's threshold to a budget, a quality or a price, without refitting.",
    discussion: """
      Searches the threshold on the records (the held-out ones where the router can tell) with the band and the \
      evidence rule as they are, and writes a new model file. Give exactly one of --budget, --pgr, \
      --dollars-per-point, --risk and --threshold. --risk chooses on half of the groups and reports on the other. \
      On a log that explored every tier the threshold is searched by what the router's heads predict, and what it comes to is \
      estimated from the log.
      """)

  @Argument(help: "The model file to start from.")
  var model: String

  @OptionGroup var input: RecordOptions

  @Option(name: .shortAndLong, help: "The model file to write.")
  var output: String

  @Option(name: .long, help: "At most this share of requests at the top tier, 0 to 1.")
  var budget: Double?

  @Option(name: .long, help: "At least this share of the quality gap recovered, 0 to 1.")
  var pgr: Double?

  @Option(name: .long, help: "What a point (0.01) of mean score is worth, in dollars per thousand requests.")
  var dollarsPerPoint: Double?

  @OptionGroup var promise: RiskOptions

  @Option(name: .long, help: "This threshold, whatever it leads to, 0 to 1.")
  var threshold: Float?

  @Option(name: .long, help: "Another half-width for the band.")
  var band: Float?

  @Option(name: .long, help: "The split to search on.")
  var split: String?

  @Option(name: .long, help: "Prices for records without costs, as JSON: \(PriceFile.form)")
  var prices: String?

  func run() throws {
    try reportingFailures {
      try OutputFile.check([output], besides: input.records + [prices].compactMap { $0 })
      let file = try InputFile.read(model)
      let router: Router
      do { router = try Router(copying: file) } catch {
        throw Failure(message: "\(model): \(error)", code: Failure.badData)
      }
      let prices = try PriceFile.read(prices)
      let source = try EvaluationSource(input.reader, router: router, split: split, prices: prices)
      for line in source.problems + source.warnings { Console.warn(line) }
      let promised = try promise.target.map { _ in try source.promisedRequests(model) }
      let observed = try source.observedRequests(prices: prices)
      try check(observed, source)
      var policy = router.policy
      policy.bandHalfWidth = band ?? policy.bandHalfWidth
      let kept = try promise.target.map { target in
        try RiskSearch.promise(
          target, policy: policy, requests: promised ?? [], seed: source.manifest?.fit.seed ?? 1)
      }
      let point = try find(kept?.threshold ?? threshold, policy, observed.requests)
      var manifest = source.manifest
      // A threshold that moves takes an older promise with it.
      manifest?.promise = kept
      let isSearched =
        searching.map { $0.looksAtOutcomes(tiers: policy.tiers.count, scored: observed.scored) } ?? false
      manifest?.searched = searched(
        source, isSearched && !observed.isEstimated, promised, at: point.threshold)
      manifest?.operatingPoint =
        "\(target) on \(observed.requests.count) records, \(source.selection): threshold \(point.threshold)"
      let bytes = try ModelFileEditor(file).file(
        threshold: point.threshold, bandHalfWidth: policy.bandHalfWidth,
        manifest: manifest?.json() ?? Array(router.manifest.utf8))
      try OutputFile.write(bytes, to: output)
      var summary =
        "\(output): threshold \(Manifest.text(Double(point.threshold))) for \(target), "
        + "on \(observed.requests.count) records\n"
        + point.summary(policy, observed).map { "  \($0)\n" }.joined()
      if isSearched, let target = searching {
        summary += crossed(target, policy, observed, seed: source.manifest?.fit.seed ?? 1)
      }
      for line in kept?.summary ?? [] { summary += "  \(line)\n" }
      // Where the model itself goes to standard output nothing may follow it.
      try Console.write(Array(summary.utf8), to: output == "-" ? 2 : 1)
    }
  }
}
