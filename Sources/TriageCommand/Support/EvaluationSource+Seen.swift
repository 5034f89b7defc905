import Triage
import TriageTraining

/// Which of the records had a part in the router.
extension EvaluationSource {
  /// The share of prompts that traffic may have in common with what came before it.
  private static let recurring = 0.05

  /// Notes whether they were trained on, by the router or the one that it started from, or chose its threshold, and warns.
  ///
  /// - Parameter isOwnData: whether the files are those that were trained on.
  mutating func lookForTraining(isOwnData: Bool) {
    if let sample = manifest?.split.sample {
      let share = sample.share(of: table, rows: rows)
      // What the trainer held out itself has nothing in common with its other records but prompts that recur.
      isOwnHoldOut =
        isOwnData
        && (manifest?.split.trained.map { selection != .split($0) && selection != .all }
          ?? (selection == .ownHoldOut))
      isTrainedOn = share > Self.recurring && !isOwnHoldOut
      mayBeTrainedOn =
        share == 0 && !isOwnHoldOut && sample.expectedHits(table, rows: rows) < PromptSample.fewestHits
      if share > 0 {
        let percent = max(1, Int((100 * share).rounded()))
        warnings.append(
          "about \(percent) % of these records' prompts were trained on"
            + (isTrainedOn ? ": no figure below is held-out" + Self.otherOrder(manifest, table) : ""))
      }
    } else if isOwnData, selection == .all || selection == .split(manifest?.split.trained ?? "") {
      isTrainedOn = true
      warnings.append("these records were trained on: no figure below is held-out")
    }
    let known = router.priorManifest.flatMap { Manifest(json: $0) }?.split.sample
    if let share = known?.share(of: table, rows: rows), share > 0 {
      // Before training it was made sure that they were next to none of these.
      let isKnown = share > Self.recurring
      isTrainedOn = isTrainedOn || isKnown
      let percent = max(1, Int((100 * share).rounded()))
      warnings.append(
        "about \(percent) % of these records' prompts were trained on by the router that this one started from"
          + (isKnown ? ": no figure below is held-out" : ""))
    }
    let isPromised = manifest?.promise != nil
    let chose =
      // Files of before do not say which records they were.
      manifest?.searched.map { $0.share(of: table, rows: rows) > Self.recurring } ?? (isOwnData && isPromised)
    if chose, isPromised {
      // By a bound on harm, not as the best of many.
      warnings.append(
        "half of these records chose the threshold by --risk: what is said of that threshold is partly theirs"
      )
    } else if chose {
      choseThreshold = true
      warnings.append(
        "outcomes of these records chose the threshold (\(manifest?.operatingPoint ?? "triage calibrate")): what is said of that "
          + "threshold flatters it")
    }
  }

  /// The same as a warning, for what judges by the records.
  var doubts: [String] { trainingDoubt.map { ["these records are " + $0] } ?? [] }

  /// What is said of records that may have been trained on; nil where the router's sample of prompts would have told.
  var trainingDoubt: String? {
    guard mayBeTrainedOn, let sample = manifest?.split.sample else { return nil }
    let kept = Double(sample.hashes.count)
    let needed = Int((PromptSample.fewestHits * sample.promptCount / max(1, kept)).rounded(.up))
    return
      "too few to tell whether the router was trained on them (its file keeps \(sample.hashes.count) of about "
      + "\(Int(sample.promptCount)) prompts, which takes some \(needed) records)"
  }

  /// Where the files are those that were trained on, in another order: the hold-out is drawn in the order of the records.
  private static func otherOrder(_ manifest: Manifest?, _ table: RecordTable) -> String {
    guard let data = manifest?.data, manifest?.split.trained == nil,
      data.map(\.sha256).sorted() == table.files.map(\.sha256).sorted(),
      data.map(\.sha256) != table.files.map(\.sha256)
    else { return "" }
    return
      ", expected the files in the order they were trained in: \(data.map(\.name).joined(separator: ", "))"
  }
}
