import Foundation

/// The real sets, where they are: in `TRIAGE_DATASETS`, or beside the package.
package enum Datasets {
  package static func path(_ name: String) -> String? {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let folder =
      ProcessInfo.processInfo.environment["TRIAGE_DATASETS"]
      ?? "\(root.joined(separator: "/"))/../shared/datasets"
    let path = "\(folder)/\(name).jsonl"
    return FileManager.default.isReadableFile(atPath: path) ? path : nil
  }

  package static func has(_ name: String) -> Bool { path(name) != nil }
}
