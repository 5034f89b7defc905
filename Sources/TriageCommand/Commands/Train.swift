import ArgumentParser
import TriageRecords
import TriageTraining

/// `triage train`
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn a router from outcome records and write it to one file.",
    discussion: """
      Without --split a fifth of the records is held out, by group, and the router is measured on it; with --latest the \
      latest fifth, by timestamp, which is nearer to what a router will meet where traffic changes. With \
      --split train the records of the other splits, and of none, are held out. Near-duplicates never straddle (up to ten of a kind; more are counted in a warning).

      --risk 0.05 chooses the threshold on half of the held-out groups, so that with the confidence asked for at \
      most 5 % of all requests go to a cheaper tier that fails where the top tier would not have, and reports what \
      it comes to on the other half. Where the records cannot support that, nothing is written.
      """)

  @OptionGroup var input: RecordOptions

  @Option(name: .shortAndLong, help: "The model file to write.")
  var output: String

  @Option(
    name: .long, help: "Models, cheapest first, separated by commas (default: all, by price or mean cost).")
  var models: String?

  @Option(name: .long, help: "The split to train on, such as train.")
  var split: String?

  @Option(name: .long, help: "The share to hold out where no split is named (default: 0.2).")
  var testShare: Double?

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Learn from outcomes of models outside the router too, where records know them.")
  var otherModels = true

  @Flag(name: .long, help: "Hold out the latest records, by timestamp, instead of any.")
  var latest = false

  @Flag(
    name: .long, inversion: .prefixedNo,
    help: "Keep near-duplicates on one side; without, only equal prompts and records of one group.")
  var nearDuplicates = true

  @Option(
    name: .long,
    help: "A router to start from, trained on other prompts like these: for few records. Goes into the file."
  )
  var prior: String?

  @Option(name: .long, help: "Prices for records without costs, as JSON: \(PriceFile.form)")
  var prices: String?

  @Option(name: .long, help: "Seeds the hold-out, the folds and the embedding.")
  var seed: UInt64 = 1

  @Option(
    name: .long, help: "linear, averaged, embedding or auto (default: averaged; linear with --penalty).")
  var architecture: TrainingOptions.Architecture?

  @Option(
    name: .long,
    help: "Train at this strength of regularisation, unchosen: no cross-validation, one fold to calibrate on."
  )
  var penalty: Float?

  @Option(
    name: .long,
    help: "With --penalty: train until the gradient is this share of what it was (default: two steps).")
  var tolerance: Double?

  @Option(name: .long, help: "The sufficiency at which a request stays at a tier (default: 0.5).")
  var threshold: Float?

  @OptionGroup var promise: RiskOptions

  @Option(name: .long, help: "Half the width of the band around the threshold.")
  var band: Float = 0.05

  @Flag(name: .long, help: "Say on standard error what each stage took.")
  var profile = false

  @Flag(name: .long, help: "Print the manifest as JSON.")
  var json = false

  func run() throws {
    try reportingFailures {
      try OutputFile.check([output], besides: input.records + [prices, prior].compactMap { $0 })
      let trainer = Trainer(options: try options()) { Console.progress($0) }
      let result = try namingPrior { try trainer.train(input.reader) }
      try OutputFile.write(result.file, to: output)
      if profile {
        for stage in result.stages {
          let (wall, busy) = (stage.seconds, stage.processorSeconds)
          Console.note(
            "\(stage.name): \((wall * 1000).rounded() / 1000) s, \((busy * 1000).rounded() / 1000) s of processor"
          )
        }
      }
      for problem in result.problems { Console.warn(problem) }
      for warning in result.warnings { Console.warn(warning) }
      if json {
        try Console.write(result.manifest.json() + [0x0A], to: output == "-" ? 2 : 1)
      } else {
        // Where the model itself goes to standard output nothing may follow it.
        let summary =
          result.manifest.summary(path: output, bytes: result.file.count, tiers: result.tiers)
          + "  tiers, \(result.order.rawValue): \(result.tiers.joined(separator: " < "))\n"
          + (result.operating?.summary(
            isPromised: result.manifest.promise != nil, model: output, records: input.records,
            options: (input.maxBad > 0 ? ["--max-bad", "\(input.maxBad)"] : [])
              + (prices.map { ["--prices", $0] } ?? [])) ?? "")
        try Console.write(Array(summary.utf8), to: output == "-" ? 2 : 1)
      }
    }
  }
}

extension TrainingOptions.Architecture: ExpressibleByArgument {}
