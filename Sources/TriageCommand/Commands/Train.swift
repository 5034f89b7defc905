import ArgumentParser
import TriageRecords
import TriageTraining

/// `triage train`
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn a router from outcome records and write it to one file.",
    discussion: """
      Without --split a fifth of the records is held out, by group, and the router is measured on it. With \
      --split train the records of the other splits are held out. Near-duplicates never straddle.
      """)

  @OptionGroup var input: RecordOptions

  @Option(name: .shortAndLong, help: "The model file to write.")
  var output: String

  @Option(
    name: .long, help: "Models, cheapest first, separated by commas (default: all, by price or mean cost).")
  var models: String?

  @Option(name: .long, help: "The split to train on, such as train.")
  var split: String?

  @Option(name: .long, help: "The share to hold out where no split is named.")
  var testShare = 0.2

  @Option(name: .long, help: "A JSON file of prices.")
  var prices: String?

  @Option(name: .long, help: "Seeds the hold-out, the folds and the embedding.")
  var seed: UInt64 = 1

  @Option(name: .long, help: "linear, embedding or auto.")
  var architecture = TrainingOptions.Architecture.linear

  @Option(name: .long, help: "The sufficiency at which a request stays at a tier.")
  var threshold: Float = 0.5

  @Option(name: .long, help: "Half the width of the band around the threshold.")
  var band: Float = 0.05

  @Flag(name: .long, help: "Print the manifest as JSON.")
  var json = false

  func validate() throws {
    if !(0.01...0.9).contains(testShare) {
      throw ValidationError("--test-share is \(testShare), expected 0.01 to 0.9")
    }
    if !(0...1).contains(threshold) {
      throw ValidationError("--threshold is \(threshold), expected 0 to 1")
    }
    if !(0...0.5).contains(band) { throw ValidationError("--band is \(band), expected 0 to 0.5") }
  }

  func run() throws {
    try reportingFailures {
      var options = TrainingOptions()
      options.models = models?.split(separator: ",").map { String($0) }
      options.prices = try PriceFile.read(prices)
      options.split = split
      options.testShare = testShare
      options.seed = seed
      options.architecture = architecture
      options.threshold = threshold
      options.bandHalfWidth = band
      let trainer = Trainer(options: options) { Console.progress($0) }
      let result = try trainer.train(input.reader)
      try OutputFile.write(result.file, to: output)
      for problem in result.problems { Console.warn(problem) }
      for warning in result.warnings { Console.warn(warning) }
      if json {
        try Console.write(result.manifest.json() + [0x0A])
      } else {
        try Console.write(Array(result.manifest.summary(path: output, bytes: result.file.count).utf8))
      }
    }
  }
}

extension TrainingOptions.Architecture: ExpressibleByArgument {}
