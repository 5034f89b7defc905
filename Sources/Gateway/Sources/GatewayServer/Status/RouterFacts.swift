import Foundation
import GatewayJSON
import Triage

/// What the status page says of the loaded router: who made it, what it reached on held-out records, and its curve.
///
/// A router's file holds numbers (`held_out` in its manifest), not the curve itself. The curve is the drawing that
/// `triage evaluate --svg` makes, if one of the same name lies beside the file: `default.svg` beside `default.triage`.
struct RouterFacts: Sendable {
  /// The router's identity.
  let identity: String
  /// The metrics on held-out records; nil where the file says nothing.
  let heldOut: JSON?
  /// The drawing's path; nil where there is none.
  let curve: String?

  init(_ router: Router, path: String) {
    identity = router.identity.description
    heldOut = (try? JSON(parsing: Array(router.manifest.utf8)))?["held_out"]
    let drawing =
      (path.hasSuffix(".triage") ? String(path.dropLast(".triage".count)) : path) + ".svg"
    curve = FileManager.default.isReadableFile(atPath: drawing) ? drawing : nil
  }

  /// The drawing's bytes, at most a megabyte of something that begins like one.
  static func drawing(_ path: String) -> [UInt8]? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: (1 << 20) + 1), data.count <= 1 << 20,
      data.starts(with: "<svg".utf8) || data.starts(with: "<?xml".utf8)
    else { return nil }
    return [UInt8](data)
  }
}
