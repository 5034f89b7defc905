@testable import Triage
@testable import TriageTraining

/// A model of a few kilobytes with every section in it.
enum SmallModel {
  static func contents(
    heads: Int = 3, kind: WeightKind = .float16, rectified: Bool = true
  ) -> ModelContents {
    var contents = ModelContents.random(
      ModelShape(
        heads: heads, kind: kind, embedding: 5, rectified: rectified, hasLength: true, hasWidths: true,
        log2Rows: 6),
      seed: 77, prompts: PromptMaker.texts.map { Array($0.utf8) })
    contents.headCalibrators = (0..<heads).map {
      $0 == 0 ? .none : .isotonic(inputs: [-2, 0, 1], outputs: [0.1, 0.4, 0.8])
    }
    contents.tierCalibrators = (0..<heads).map { _ in .platt(slope: -4, intercept: 1) }
    return contents
  }

  static func file(
    heads: Int = 3, kind: WeightKind = .float16, rectified: Bool = true, hasPrior: Bool = false
  ) -> [UInt8] {
    var contents = contents(heads: heads, kind: kind, rectified: rectified)
    if hasPrior { contents = contents.starting(from: file(heads: 2, kind: .int8, rectified: !rectified)) }
    return contents.file(kind, manifest: Array(#"{"a":1}"#.utf8))
  }

  /// The error with which a router refuses these bytes; nil where it takes them.
  static func refusal(_ file: [UInt8]) -> ModelError? {
    do throws(ModelError) {
      _ = try Router(copying: file)
      return nil
    } catch {
      return error
    }
  }

  /// The section that a router finds wrong in a raw file.
  static func wrongSection(_ raw: RawModelFile) -> String? {
    switch refusal(raw.file()) {
    case .invalidSection(let name, _): name
    case .missingSection(let name): "no " + name
    default: nil
    }
  }
}
