import TriageTraining

extension HeldOutPoint {
  /// From this share on a tier has nearly everything, and there is not much routing.
  private static let nearlyAll = 0.95
  /// Below this share of the gap between the cheapest and the top tier the threshold is a cheap one.
  private static let littleRecovered = 0.5

  /// The share of that gap that the router recovers; nil where the top tier is no better by a hundredth.
  private var recovered: Double? {
    // Of a handful of records, and of what the log leaves open, nothing follows.
    scores.flatMap { scores in
      guard scored >= ThresholdSearch.fewestScored, !isEstimated else { return nil }
      let gap = scores.top - scores.cheapest
      return gap >= 0.01 ? (scores.quality - scores.cheapest) / gap : nil
    }
  }

  /// Where the router stands, for a person; where one tier has nearly everything, the command that moves it.
  ///
  /// - Parameters:
  ///   - isPromised: whether a promise about risk chose the threshold.
  ///   - model: the path of the model file, `-` for standard output.
  ///   - records: the paths of the records.
  ///   - options: what reads them alike: bad lines allowed, prices.
  func summary(isPromised: Bool, model: String, records: [String], options: [String]) -> String {
    let (bottom, top) = (tiers[0], tiers[tiers.count - 1])
    let split = zip(tiers, shares).map { "\($0) \(Self.percent($1)) %" }.joined(separator: ", ")
    var lines = [
      "  sends, of \(Counted(self.records, "held-out record")): \(split)",
      scores.map { scores in
        "  quality \(Manifest.text(scores.quality)), always \(top) \(Manifest.text(scores.top)), "
          + "always \(bottom) \(Manifest.text(scores.cheapest))"
          + (isEstimated
            ? " (estimated from the log, over \(scored))"
            : scored < self.records ? " (of the \(scored) that know every tier)" : "")
      } ?? "  quality unknown, no record knows every tier",
    ]
    let full = shares.firstIndex { $0 >= Self.nearlyAll }
    let little = recovered.flatMap { $0 < Self.littleRecovered ? $0 : nil }
    if full != nil || little != nil {
      let command =
        ["triage calibrate", Self.word(model, or: "MODEL")] + records.map { Self.word($0, or: "RECORDS") }
      let given = options.map { " " + Self.word($0, or: "FILE") }.joined()
      let way =
        isPromised
        ? "a larger --risk would allow more of the others"
        : "for up to 30 % to \(top): \(command.joined(separator: " ")) --budget 0.3\(given) -o NEW.triage"
      let what =
        full.map { "nearly everything goes to \(tiers[$0])" }
        ?? "this threshold recovers \(Self.percent(max(0, little ?? 0))) % of the gap between \(bottom) and \(top)"
      lines.append("  \(what); \(way)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// With one decimal.
  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A path as a shell reads it; another word for standard input and output, which cannot be read again.
  private static func word(_ path: String, or placeholder: String) -> String {
    if path == "-" { return placeholder }
    let isPlain = path.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "._-/+=:,@%".utf8.contains(byte)
    }
    if isPlain { return path }
    // A quote ends the quoted word, stands for itself, and begins another.
    return "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
