extension Prepared {
  /// Rows kept below the top that failed where the top succeeded (scores at least half apart), the decided tier's
  /// sufficiency highest first.
  func confidentMistakes() -> [Mistake] {
    let last = tierModels.count - 1
    let failed = observed.rows.filter { row in
      let tier = set.rows[row].decidedTier
      return tier < last && score(row, top) - score(row, tierModels[tier]) >= 0.5
    }
    return
      failed
      .map { (row: $0, sufficiency: set.rows[$0].sufficiency[set.rows[$0].decidedTier]) }
      .sorted { ($1.sufficiency, $0.row) < ($0.sufficiency, $1.row) }
      .prefix(options.mistakes)
      .map { found in
        let model = tierModels[set.rows[found.row].decidedTier]
        return mistake(
          found.row, sufficiency: found.sufficiency, score: score(found.row, model),
          other: score(found.row, top))
      }
  }

  /// Rows sent up although the cheapest tier succeeded (half or more) and did no worse than the tier that answered,
  /// the cheapest tier's sufficiency lowest first.
  func needlessEscalations() -> [Mistake] {
    let needless = observed.rows.filter { row in
      let tier = set.rows[row].decidedTier
      let cheap = score(row, cheapest)
      return tier > 0 && cheap >= 0.5 && cheap >= score(row, tierModels[tier])
    }
    return
      needless
      .map { (row: $0, sufficiency: set.rows[$0].sufficiency[0]) }
      .sorted { ($0.sufficiency, $0.row) < ($1.sufficiency, $1.row) }
      .prefix(options.mistakes)
      .map { found in
        let model = tierModels[set.rows[found.row].decidedTier]
        return mistake(
          found.row, sufficiency: found.sufficiency, score: score(found.row, cheapest),
          other: score(found.row, model))
      }
  }

  private func mistake(_ index: Int, sufficiency: Double, score: Double, other: Double) -> Mistake {
    let row = set.rows[index]
    return Mistake(
      id: row.id, domain: row.domain, excerpt: row.excerpt, tier: set.tiers[row.decidedTier].name,
      sufficiency: sufficiency, evidence: row.evidence, cause: row.cause, score: score, other: other)
  }
}
