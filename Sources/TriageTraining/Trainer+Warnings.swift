import TriageMetrics

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
    let unnamed = table.weights.indices.count { !table.propensities[$0].isNaN && !table.isLogged($0) }
    if unnamed > 0 {
      lines.append(
        "\(unnamed) \(unnamed == 1 ? "record has" : "records have") a \"propensity\" and no \"chosen\": not taken for logged "
          + "traffic, expected the model that was chosen")
    }
    if let templates = table.templateWarning { lines.append(templates) }
    if let missing = options.prices.warning(models: table.models) { lines.append(missing) }
    let total = split.training.count + split.heldOut.count + split.straddling
    if options.split == nil, Double(split.heldOut.count) < options.testShare * Double(total) / 2 {
      lines.append(
        "\(split.heldOut.count) of \(total) records held out, expected \(Int(options.testShare * Double(total))): the largest "
          + "set of records that may not be parted has \(table.largestComponent)")
    }
    let groups = Set(split.heldOut.map { table.components[$0] }).count
    if options.split == nil, !options.holdsOutLatest,
      let never = table.neverHeldOut(testShare: options.testShare)
    {
      lines.append(
        "\(never) of \(total) records are of one group (or near-duplicates of each other), too many to be held out: no "
          + "held-out figure speaks of them")
    }
    if groups < GroupBootstrap.fewGroups, groups < split.heldOut.count {
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
    lines += problem.unpairedWarnings(table.models)
    lines += orderWarnings(table, problem)
    if built.design.rows.isSpilled {
      lines.append("features did not fit in memory and went to disk")
    }
    return lines
  }
}

extension Trainer {
  /// Where the order of the tiers and what the training records say of them contradict each other.
  private func orderWarnings(_ table: RecordTable, _ problem: TrainingProblem) -> [String] {
    /// Over known values, by what each row's outcome counts for.
    func mean(_ model: Int, _ value: (Int) -> Double?) -> Double? {
      var (sum, total) = (0.0, 0.0)
      for row in problem.rows {
        let weight = Double(table.outcomeWeight(row, model: model))
        guard weight > 0, let value = value(row) else { continue }
        sum += weight * value
        total += weight
      }
      return total > 0 ? sum / total : nil
    }
    let costs = table.models.indices.map { model in
      mean(model) { table.dollars($0, model: model, prices: options.prices) }
    }
    let scores = table.models.indices.map { model in mean(model) { Double(table.scores[model][$0]) } }
    let top = table.models.count - 1
    var lines: [String] = []
    for tier in 0..<top {
      if let cost = costs[tier], let next = costs[tier + 1], cost > next {
        lines.append(
          "\(table.models[tier]) costs more in these records than \(table.models[tier + 1]), which stands above it: "
            + "expected the cheapest first")
      }
    }
    if let cheapest = scores[0], let best = scores[top], best < cheapest {
      lines.append(
        "\(table.models[top]), the top tier, scores less in these records than \(table.models[0]), the cheapest: expected "
          + "the better one above")
    }
    return lines
  }
}

extension TrainingProblem {
  /// Which tiers were never seen beside the top one: how their answers hang together with its is a guess.
  fileprivate func unpairedWarnings(_ models: [String]) -> [String] {
    guard !choices.isExplored.contains(true) else { return [] }
    let top = models.count - 1
    return models.indices.dropLast().compactMap { tier in
      let isPaired = rows.indices.contains { !scores[tier][$0].isNaN && !scores[top][$0].isNaN }
      return isPaired
        ? nil
        : "no training record knows both \(models[tier]) and \(models[top]): its sufficiency is what their heads make it, "
          + "taken as independent"
    }
  }
}
