extension Policy {
  /// What the thresholds, the band, the evidence and the caller's rules make of sufficiency.
  package struct Choice: Sendable, Equatable {
    package var tier: Int
    package var learnedTier: Int
    package var band: Decision.Band
    package var cause: Decision.Cause
  }

  /// Chooses a tier.
  ///
  /// ```
  /// pinned                                   → that tier
  /// learned = cheapest tier with sufficiency ≥ threshold (the top tier always has)
  /// in the band, or evidence too low         → one tier up, once
  /// below the caller's minimum               → the minimum
  /// ```
  ///
  /// Low evidence is named as the cause before the band: a number near one half means nothing on a prompt
  /// unlike any that was seen.
  package func choose(
    sufficiencies: Probabilities, evidence: Float, context: RequestContext
  ) -> Choice {
    let top = tiers.count - 1
    var learned = top
    for tier in 0..<top where sufficiencies[tier] >= threshold(tier, context) {
      learned = tier
      break
    }
    let inside =
      learned < top && sufficiencies[learned] - threshold(learned, context) <= bandHalfWidth
    var choice = Choice(
      tier: learned, learnedTier: learned, band: inside ? .inside : .clear, cause: .learned)
    if let pinned = context.pinnedTier {
      choice.tier = max(0, min(top, pinned))
      choice.cause = .pinned
    } else if learned < top, evidence < leastEvidence {
      choice.tier = learned + 1
      choice.cause = .evidence
    } else if inside {
      choice.tier = learned + 1
      choice.cause = .band
    }
    if choice.tier < context.minimumTier {
      choice.tier = min(top, context.minimumTier)
      choice.cause = .minimumTier
    }
    return choice
  }

  @inline(__always)
  private func threshold(_ tier: Int, _ context: RequestContext) -> Float {
    context.errorTolerance.map { 1 - max(0, min(1, $0)) } ?? tiers[tier].threshold
  }
}

extension ModelView {
  /// The first tier from `tier` up, and its first model, whose context window takes the request.
  ///
  /// Where none does, the model with the longest window, and `fits` is false.
  func place(_ tier: Int, context: RequestContext) -> (tier: Int, model: Int, fits: Bool) {
    guard let needed = context.inputTokens else { return (tier, policy.tiers[tier].models[0], true) }
    var longest = (tier: tier, model: policy.tiers[tier].models[0], window: 0)
    for candidate in tier..<policy.tiers.count {
      for model in policy.tiers[candidate].models {
        let window = self.window(of: model, context)
        if window == 0 || window >= needed { return (candidate, model, true) }
        if window > longest.window { longest = (candidate, model, window) }
      }
    }
    return (longest.tier, longest.model, false)
  }

  private func window(of model: Int, _ context: RequestContext) -> Int {
    if let windows = context.contextWindows, model < windows.count { return windows[model] }
    return heads[model].contextWindow ?? 0
  }
}
