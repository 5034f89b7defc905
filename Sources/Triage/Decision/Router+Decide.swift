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

  /// Scores are written where they stay; a decision, which has room for 64 models and tiers, is made once and not handed
  /// through closures, which would copy it.
  @inline(__always)
  private func decide(
    source: some FeatureSource, context: RequestContext, windows: UnsafeBufferPointer<Int64>?
  ) -> Decision {
    var scores = Probabilities(count: view.configuration.heads)
    let evidence = unsafe view.withScores(source) { raw in
      unsafe fill(&scores, from: raw.outputs)
      return unsafe raw.evidence
    }
    return unsafe decide(scores, evidence: evidence, context: context, windows: windows)
  }

  @inline(__always)
  private func decide(
    _ scores: Probabilities, evidence: Float, context: RequestContext, windows: UnsafeBufferPointer<Int64>?
  ) -> Decision {
    let sufficiencies = sufficiency(scores)
    let choice = view.policy.choose(
      sufficiencies: sufficiencies, evidence: evidence, context: context)
    let placed = unsafe view.place(choice.tier, context: context, windows: windows)
    var cause = choice.cause
    if placed.tier != choice.tier || !placed.fits { cause = .contextWindow }
    return Decision(
      tier: placed.tier, model: placed.model, sufficiency: sufficiencies[placed.tier],
      band: choice.band, evidence: evidence,
      interval: interval(sufficiencies, tier: placed.tier, evidence: evidence), cause: cause,
      learnedTier: choice.learnedTier,
      fits: placed.fits, scores: scores, sufficiencies: sufficiencies, router: view.identity)
  }

  /// P(good answer) of each model.
  @inline(__always)
  private func fill(_ scores: inout Probabilities, from outputs: UnsafePointer<Float>) {
    unsafe scores.fill { scores in
      for head in 0..<view.configuration.heads {
        unsafe scores[head] = view.calibrators.probability(head, outputs[head])
      }
    }
  }

  /// P(tier's answer is as good as the top tier's) from the gain of the top tier over it; a running maximum
  /// keeps it from decreasing.
  func sufficiency(_ scores: Probabilities) -> Probabilities {
    let tiers = view.policy.tiers
    let last = tiers.count - 1
    var result = Probabilities(count: tiers.count)
    let top = scores[tiers[last].models[0]]
    unsafe result.fill { result in
      var floor: Float = 0
      for tier in 0..<last {
        let gain = top - scores[tiers[tier].models[0]]
        floor = max(floor, view.calibrators.probability(view.configuration.heads + tier, gain))
        unsafe result[tier] = floor
      }
      unsafe result[last] = 1
    }
    return result
  }

  /// The interval of a tier's sufficiency, where the file knows its width.
  func interval(_ sufficiencies: Probabilities, tier: Int, evidence: Float) -> SufficiencyInterval? {
    guard tier < view.widths.count else { return nil }
    guard tier < view.policy.tiers.count - 1 else { return SufficiencyInterval(low: 1, high: 1) }
    return SufficiencyInterval(
      sufficiency: sufficiencies[tier], width: view.widths[tier], evidence: evidence)
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
