import TestSupport
import Triage
import TriageRecords

@testable import TriageTraining

/// Trains on text, through a file of its own.
func train(
  _ text: String, options: TrainingOptions = .linear(), maximumBad: Int = 0
) throws -> Trainer.Result {
  let scratch = Scratch()
  let path = scratch.file("records.jsonl", text)
  return try Trainer(options: options).train(RecordReader(paths: [path], maximumBad: maximumBad))
}

extension TrainingOptions {
  static func linear(split: String? = nil, seed: UInt64 = 1) -> TrainingOptions {
    var options = TrainingOptions()
    options.architecture = .linear
    options.split = split
    options.seed = seed
    return options
  }
}
