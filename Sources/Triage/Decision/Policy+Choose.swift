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
  /// in the band, or evidence too low         → one tier up, once: the next one of greater sufficiency
  /// below the caller's minimum               → the minimum
  /// above the caller's maximum               → the maximum, or the minimum if that is higher
  /// ```
  ///
  /// Low evidence is named as the cause before the band: a number near one half means nothing on a prompt
  /// unlike any that was seen.
  ///
  /// A tier that is worse than a cheaper one has that one's sufficiency (it never decreases): to go up there would pay more
  /// for less, and is passed over.
  package func choose(
    sufficiencies: Probabilities, evidence: Float, context: RequestContext
  ) -> Choice {
    unsafe sufficiencies.withNumbers {
      unsafe choose(sufficiencies: $0, evidence: evidence, context: context)
    }
  }

  /// The same of numbers where they stand.
  ///
  /// - Precondition: there is one for each tier.
  func choose(
    sufficiencies: UnsafePointer<Float>, evidence: Float, context: RequestContext
  ) -> Choice {
    let top = tiers.count - 1
    var learned = top
    for tier in 0..<top where unsafe sufficiencies[tier] >= threshold(tier, context) {
      learned = tier
      break
    }
    let inside =
      unsafe learned < top && sufficiencies[learned] - threshold(learned, context) <= bandHalfWidth
    var choice = Choice(
      tier: learned, learnedTier: learned, band: inside ? .inside : .clear, cause: .learned)
    if let pinned = context.pinnedTier {
      choice.tier = max(0, min(top, pinned))
      choice.cause = .pinned
    } else if learned < top, evidence < leastEvidence {
      choice.tier = unsafe above(learned, sufficiencies)
      choice.cause = .evidence
    } else if inside {
      choice.tier = unsafe above(learned, sufficiencies)
      choice.cause = .band
    }
    let minimum = min(top, context.minimumTier)
    if choice.tier < minimum {
      choice.tier = minimum
      choice.cause = .minimumTier
    }
    if let maximum = context.maximumTier, choice.tier > max(0, maximum, minimum) {
      choice.tier = max(0, maximum, minimum)
      choice.cause = .maximumTier
    }
    return choice
  }

  /// The next tier up with a greater sufficiency than this one's; the top tier where there is none.
  private func above(_ tier: Int, _ sufficiencies: UnsafePointer<Float>) -> Int {
    let top = tiers.count - 1
    var next = tier + 1
    while next < top, unsafe sufficiencies[next] <= sufficiencies[tier] { next += 1 }
    return next
  }

  @inline(__always)
  private func threshold(_ tier: Int, _ context: RequestContext) -> Float {
    guard let tolerance = context.errorTolerance, !tolerance.isNaN else { return tiers[tier].threshold }
    return 1 - max(0, min(1, tolerance))
  }
}

extension ModelView {
  /// The first tier from `tier` up, and its first model, whose context window takes the request.
  ///
  /// Where none does, the next tier down that takes it, though not below the caller's minimum. Where none does
  /// either, the model with the longest window among those, and `fits` is false.
  func place(
    _ tier: Int, context: RequestContext, windows: UnsafeBufferPointer<Int64>? = nil
  ) -> (tier: Int, model: Int, fits: Bool) {
    guard let needed = context.inputTokens else { return (tier, policy.tiers[tier].models[0], true) }
    var longest = (tier: tier, model: policy.tiers[tier].models[0], window: 0)
    let minimum = max(0, min(tier, context.minimumTier))
    for step in 0..<policy.tiers.count - minimum {
      let above = policy.tiers.count - tier
      let candidate = step < above ? tier + step : tier - 1 - (step - above)
      for model in policy.tiers[candidate].models {
        let window = unsafe self.window(of: model, context, windows)
        if window == 0 || window >= needed { return (candidate, model, true) }
        if window > longest.window { longest = (candidate, model, window) }
      }
    }
    return (longest.tier, longest.model, false)
  }

  private func window(
    of model: Int, _ context: RequestContext, _ held: UnsafeBufferPointer<Int64>?
  ) -> Int {
    if let held = unsafe held, model < held.count { return unsafe Int(held[model]) }
    if let windows = context.contextWindows, model < windows.count { return windows[model] }
    return heads[model].contextWindow ?? 0
  }
}
