extension Trainer {
  /// What the caller should be told.
  func warnings(
    _ table: RecordTable, _ problem: TrainingProblem, _ split: RecordSplit, _ built: BuiltDesign
  ) -> [String] {
    var lines: [String] = []
    if split.straddling > 0 {
      let records = split.straddling == 1 ? "record" : "records"
      lines.append("\(split.straddling) training \(records) left out: a near-duplicate is held out")
    }
    let unchosen = table.unchosenOutcomes.reduce(0) { $0 + Int($1) }
    if unchosen > 0 {
      lines.append(
        "\(unchosen) \(unchosen == 1 ? "outcome" : "outcomes") of models other than the chosen one not learned from, "
          + "expected no \"chosen\" in records whose models were all tried whatever came of the others")
    }
    if let missing = options.prices.warning(models: table.models) { lines.append(missing) }
    let groups = Set(split.heldOut.map { table.components[$0] }).count
    if groups < 10, groups < split.heldOut.count {
      lines.append(
        "the \(split.heldOut.count) held-out records come in \(groups == 1 ? "one group" : "\(groups) groups"): intervals "
          + "over so few are too narrow")
    }
    if split.heldOut.isEmpty { lines.append("nothing is held out: no metric of this router is honest") }
    for head in table.models.indices {
      let known = problem.rows.indices.filter { problem.targets.weights[head][$0] > 0 }
      let labels = Set(known.lazy.map { problem.targets.labels[head][$0] }.prefix(100_000))
      if labels.count == 1, let only = labels.first {
        lines.append(
          "every outcome of \(table.models[head]) is \(only): its head is a constant, nothing was learned")
      } else if known.isEmpty {
        lines.append("no training outcome of \(table.models[head])")
      }
    }
    if built.design.rows.isSpilled {
      lines.append("features did not fit in memory and went to disk")
    }
    return lines
  }
}
