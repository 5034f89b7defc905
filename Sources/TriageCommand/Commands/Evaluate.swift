import ArgumentParser
import Triage
import TriageEvaluation
import TriageRecords
import TriageTraining

/// `triage evaluate`
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a router on held-out records: the accuracy/cost curve, beside every baseline.",
    discussion: """
      Scores the records of --split. Without it: the router's own hold-out where these are the records it was trained \
      on (split "test" alone where it was trained on a split and there is one of that name); else split "test"; else all of \
      them. A log that explored every tier (records with \
      "chosen" and a "propensity" below 1) gives a curve, too: what it does not know is estimated (doubly robust).
      """)

  @OptionGroup var input: RecordOptions
  @OptionGroup var option: RouterOption

  @Option(name: .long, help: "The split to evaluate on.")
  var split: String?

  @Option(name: .long, help: "Prices for records without costs, as JSON: \(PriceFile.form)")
  var prices: String?

  @Option(name: .long, help: "Bootstrap replicates.")
  var replicates = 1000

  @Option(name: .long, help: "Write the report as JSON.")
  var json: String?

  @Option(name: .long, help: "Write the report as one HTML page.")
  var html: String?

  @Option(name: .long, help: "Write the accuracy/cost curve as CSV.")
  var csv: String?

  @Option(name: .long, help: "Write the accuracy/cost curve as SVG.")
  var svg: String?

  func validate() throws {
    if !(10...100_000).contains(replicates) {
      throw ValidationError("--replicates is \(replicates), expected 10 to 100000")
    }
  }

  func run() throws {
    try reportingFailures {
      let (path, router) = try option.load()
      try OutputFile.check(
        [json, html, csv, svg], besides: input.records + [path] + [prices].compactMap { $0 })
      let prices = try PriceFile.read(prices)
      let source = try EvaluationSource(
        input.reader, router: router, split: split, prices: prices)
      for line in source.problems + source.warnings + source.doubts { Console.warn(line) }
      let set = try source.evaluationSet(routerPath: path, prices: prices)
      let report = try EvaluationReport(set, options: EvaluationOptions(replicates: replicates))
      if let json { try OutputFile.write(Array(report.renderJSON().utf8), to: json) }
      if let html { try OutputFile.write(Array(report.renderHTML().utf8), to: html) }
      if let csv { try OutputFile.write(Array(report.renderCSV().utf8), to: csv) }
      let drawn = try svg.flatMap { try write(report.renderCurveSVG(), to: $0) }
      if ![json, html, csv, drawn].contains("-") { try Console.print(report.renderTable()) }
    }
  }

  /// Where the curve went; nil where there is none: a curve of before is not replaced by none.
  private func write(_ curve: String?, to path: String) throws -> String? {
    guard let curve else {
      Console.warn(
        "\(path): not written, for these records carry no curve; what stands there is of before")
      return nil
    }
    try OutputFile.write(Array(curve.utf8), to: path)
    return path
  }
}
