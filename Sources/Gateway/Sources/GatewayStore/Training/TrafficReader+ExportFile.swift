extension TrafficReader {
  /// Writes outcome records (JSON Lines) to a file, which appears whole or not at all; only its owner can read it, for
  /// it may hold prompts. `-` is standard output; a link is followed, and what is no regular file is written to.
  ///
  /// - Parameter feedbackOnly: whether to leave out the scores that checks gave.
  public func export(
    to path: String, from: Int64 = .min, until to: Int64 = .max, feedbackOnly: Bool = false
  ) throws(StoreError) -> Exported {
    struct Stopped: Error {}
    var file = try ExportFile(path)
    var isOpen = true
    let exported: Exported
    do {
      exported = try export(from: from, to: to, feedbackOnly: feedbackOnly) { line in
        guard file.write(line) else {
          isOpen = false
          throw Stopped()
        }
      }
    } catch {
      // The file's own error says more than that reading was stopped.
      if !isOpen { try file.finish() }
      file.discard()
      throw error
    }
    try file.finish()
    return exported
  }
}
