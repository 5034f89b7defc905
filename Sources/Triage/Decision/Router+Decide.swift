extension Router {
  /// Decides for a prompt: the user's own words, without the system prompt or earlier answers.
  ///
  /// No allocation if the string is native UTF-8 (a bridged one is copied first).
  public func decide(_ prompt: String, context: RequestContext = RequestContext()) -> Decision {
    var prompt = prompt
    return prompt.withUTF8 { unsafe decide(utf8: $0, context: context) }
  }

  /// Decides for the bytes of a prompt; any bytes are accepted, UTF-8 is understood.
  ///
  /// Linear in the bytes read, which are the first and last 8 KiB of a longer prompt.
  public func decide(
    utf8 prompt: UnsafeBufferPointer<UInt8>, context: RequestContext = RequestContext()
  ) -> Decision {
    unsafe decide(source: source(prompt), context: context, windows: nil)
  }

  /// Decides for a prompt by its features alone: to the bit what ``decide(_:context:)-(String,_)`` says of the prompt
  /// that the row was made of, where that was done by a router that reads as much of a prompt as this one (all that
  /// were trained do).
  ///
  /// Linear in the features; no allocation.
  public func decide(_ row: FeatureRow, context: RequestContext = RequestContext()) -> Decision {
    unsafe decide(source: row, context: context, windows: nil)
  }

  /// The same for features and counts that lie somewhere else.
  package func decide(features: UnsafeBufferPointer<UInt32>, counts: ShapeCounts) -> Decision {
    unsafe decide(
      source: HeldFeatures(features: features, counts: counts), context: RequestContext(), windows: nil)
  }

  /// The same with context windows that the caller holds: no array to make, so no allocation.
  ///
  /// - Parameter windows: takes the place of ``RequestContext/contextWindows``; read before this returns.
  package func decide(
    utf8 prompt: UnsafeBufferPointer<UInt8>, context: RequestContext, windows: UnsafeBufferPointer<Int64>
  ) -> Decision {
    unsafe decide(source: source(prompt), context: context, windows: windows)
  }

  private func source(_ prompt: UnsafeBufferPointer<UInt8>) -> PromptSource {
    unsafe PromptSource(text: prompt, scanner: scanner, window: view.configuration.window)
  }

  /// Every number is written and read where it stays. A decision has room for 64 models and as many tiers: handed through
  /// closures it would be copied, and asked through a subscript each would be copied for a number.
  @inline(__always)
  private func decide(
    source: some FeatureSource, context: RequestContext, windows: UnsafeBufferPointer<Int64>?
  ) -> Decision {
    let tiers = view.policy.tiers.count
    var decision = Decision(models: view.configuration.heads, tiers: tiers, router: view.identity)
    var evidence: Float = 0
    var sufficiency: Float = 1
    var choice = Policy.Choice(tier: 0, learnedTier: 0, band: .clear, cause: .learned)
    var placed = (tier: 0, model: 0, fits: true)
    unsafe Probabilities.fill(&decision.scores, &decision.sufficiencies) { scores, sufficiencies in
      evidence = unsafe view.withScores(source) { raw in
        unsafe fill(scores: scores, from: raw.outputs)
        return unsafe raw.evidence
      }
      unsafe fill(sufficiencies: sufficiencies, from: UnsafePointer(scores))
      choice = unsafe view.policy.choose(
        sufficiencies: UnsafePointer(sufficiencies), evidence: evidence, context: context)
      placed = unsafe view.place(choice.tier, context: context, windows: windows)
      sufficiency = unsafe sufficiencies[placed.tier]
    }
    decision.tier = placed.tier
    decision.model = placed.model
    decision.fits = placed.fits
    decision.learnedTier = choice.learnedTier
    decision.band = choice.band
    decision.cause = placed.tier != choice.tier || !placed.fits ? .contextWindow : choice.cause
    decision.sufficiency = sufficiency
    decision.evidence = evidence
    if placed.tier < view.widths.count {
      decision.interval =
        placed.tier < tiers - 1
        ? SufficiencyInterval(sufficiency: sufficiency, width: view.widths[placed.tier], evidence: evidence)
        : SufficiencyInterval(low: 1, high: 1)
    }
    return decision
  }

  /// P(good answer) of each model.
  @inline(__always)
  private func fill(scores: UnsafeMutablePointer<Float>, from outputs: UnsafePointer<Float>) {
    for head in 0..<view.configuration.heads {
      unsafe scores[head] = view.calibrators.probability(head, outputs[head])
    }
  }

  /// P(tier's answer is as good as the top tier's) from the gain of the top tier over it; a running maximum
  /// keeps it from decreasing.
  @inline(__always)
  private func fill(sufficiencies: UnsafeMutablePointer<Float>, from scores: UnsafePointer<Float>) {
    let tiers = view.policy.tiers
    let last = tiers.count - 1
    let top = unsafe scores[tiers[last].models[0]]
    var floor: Float = 0
    for tier in 0..<last {
      let gain = unsafe top - scores[tiers[tier].models[0]]
      floor = max(floor, view.calibrators.probability(view.configuration.heads + tier, gain))
      unsafe sufficiencies[tier] = floor
    }
    unsafe sufficiencies[last] = 1
  }

  /// The answer's length in tokens that a model is expected to give, where the file has a length head.
  public func expectedOutputTokens(_ prompt: String, model: Int) -> Double? {
    guard view.configuration.hasLength, view.heads.indices.contains(model) else { return nil }
    var prompt = prompt
    let length = prompt.withUTF8 { text in
      unsafe view.withScores(text, scanner) { unsafe $0.outputs[view.heads.count] }
    }
    return Double(exp(length + view.heads[model].lengthOffset))
  }
}
