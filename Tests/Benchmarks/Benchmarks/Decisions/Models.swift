import Foundation
import Triage
import TriageFile
import TriageRecords
import TriageTraining

/// Routers trained on made-up records, each made once: their speed depends on the sizes of the table, not on what
/// was learned.
enum Models {
  /// How weights are stored; the tolerance makes the trainer choose it.
  enum Kind: String, CaseIterable {
    case int8, float16, float32

    var tolerance: Float {
      switch self {
      case .int8: 1
      case .float16: 0.002
      case .float32: 0
      }
    }
  }

  private static let folder: URL = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "triage-benchmarks-\(getpid())")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }()

  static func router(heads: Int, kind: Kind) -> Router {
    do { return try Router(contentsOf: file(heads: heads, kind: kind)) } catch { fatalError("\(error)") }
  }

  /// The path of a model file.
  static func file(heads: Int, kind: Kind) -> String {
    let path = folder.appending(path: "\(heads)-\(kind.rawValue).triage").path
    if FileManager.default.fileExists(atPath: path) { return path }
    do {
      var options = TrainingOptions()
      options.architecture = .linear
      options.penalties = [3]
      options.folds = 2
      options.weightTolerance = kind.tolerance
      let result = try Trainer(options: options).train(RecordReader(paths: [records(heads: heads)]))
      try Data(result.file).write(to: URL(filePath: path))
    } catch { fatalError("\(error)") }
    return path
  }

  private static func records(heads: Int) throws -> String {
    let path = folder.appending(path: "\(heads).jsonl").path
    var generator = Generator(3)
    let lines = Prompts(length: 470, count: 3000, seed: 11).strings.map { prompt in
      let outcomes = (0..<heads).map { "\"m\($0)\":{\"score\":\(generator.below(10) < 4 + $0 % 4 ? 1 : 0)}" }
      return "{\"prompt\":\"\(prompt)\",\"outcomes\":{\(outcomes.joined(separator: ","))}}\n"
    }
    try Data(lines.joined().utf8).write(to: URL(filePath: path))
    return path
  }
}
