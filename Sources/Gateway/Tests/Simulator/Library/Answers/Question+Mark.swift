/// What a prompt tells the simulated upstream to do.
///
/// `[[KIND:VALUE]]`, or `[[KIND@MODEL:VALUE]]` for one model's version only:
///
/// | kind | value |
/// |---|---|
/// | `simulate` | a ``Fault`` |
/// | `status` | an HTTP status to answer with an error |
/// | `say` | the text of the answer |
/// | `calls` | how many tools to call at once |
/// | `gap` | milliseconds between the events of the stream |
extension Question {
  /// The value of the first mark of a kind that is meant for this model; nil without one.
  func mark(_ kind: String) -> String? {
    // Looking for the bracket first spares the search through most prompts.
    guard var bracket = prompt.utf8.firstIndex(of: UInt8(ascii: "[")) else { return nil }
    while let start = prompt[bracket...].firstRange(of: "[[") {
      guard let end = prompt[start.upperBound...].firstRange(of: "]]") else { return nil }
      let mark = prompt[start.upperBound..<end.lowerBound]
      let parts = mark.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].split(separator: "@", maxSplits: 1)
      if parts.count == 2, name.first.map(String.init) == kind, name.count == 1 || name[1] == model {
        return String(parts[1])
      }
      bracket = end.upperBound
    }
    return nil
  }
}
