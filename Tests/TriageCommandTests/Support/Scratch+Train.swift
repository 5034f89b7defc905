import TestSupport

extension Scratch {
  /// `triage train` with linear heads, which are quick, to `m.triage` here unless told otherwise.
  func train(_ records: String, _ more: String..., output: String? = nil) throws -> Run {
    try Command.run(["train", records, "--architecture", "linear", "-o", output ?? path("m.triage")] + more)
  }
}
