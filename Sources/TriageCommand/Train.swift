import ArgumentParser
import TriageRecords
import TriageTraining

struct Train: ParsableCommand {
  @Argument var records: [String]
  @Option var output: String
  @Option var split: String?
  @Option var models: String?
  func run() throws {
    var options = TrainingOptions()
    options.split = split
    options.models = models.map { $0.split(separator: ",").map(String.init) }
    let result = try Trainer(options: options) { print($0) }.train(RecordReader(paths: records))
    print(String(decoding: result.manifest.json(), as: UTF8.self))
    print(result.warnings, result.file.count)
  }
}
