/// What the router that a router started from says of a prompt's text: two more dense features.
///
/// ```
/// score_h = Σ_f weight(f, h) / ‖x‖,   ‖x‖² = Σ_f rarity(f)²     over all features of the prompt, unseen ones too
///                                                                h: the model of the cheapest tier, and of the top tier
/// ```
///
/// In the prior's own table, without its bias and shape: those are of other models and other prompts, while which words go
/// with hard questions carries over. Features that the prior never saw count in the norm, whatever its file says of its own
/// decisions: so it says little of a prompt that it knows little of. (With its own norm it gains more on records like its
/// own and loses on others; see the training module's notes.)
package enum PriorScores {
  /// How many there are.
  package static let count = 2
  /// Each is within ± this, and 0 where it is not finite.
  static let clamp: Float = 3
  /// How an explanation calls them, before the name of the prior's model.
  static let name = "prior"
}

extension ModelView {
  /// The scores of this router as another one's prior: of the cheapest tier's first model and of the top tier's; no
  /// allocation.
  @inline(never)
  func priorScores(_ source: some FeatureSource) -> SIMD2<Float> {
    unsafe withUnsafeTemporaryAllocation(
      of: SIMD4<Float>.self, capacity: ModelFormat.maximumColumns / 4
    ) { buffer in
      let columns = unsafe buffer.baseAddress.unsafelyUnwrapped
      let inverseNorm = unsafe sumColumns(source, into: columns).1.inverseNormOfAll
      for index in 0..<dense.columnVectors { unsafe columns[index] *= dense.scales[index] * inverseNorm }
      return unsafe SIMD2(
        Self.bounded(textScore(columns, head: textHeads.cheapest)),
        Self.bounded(textScore(columns, head: textHeads.top)))
    }
  }

  private static func bounded(_ score: Float) -> Float {
    score.isFinite ? max(-PriorScores.clamp, min(PriorScores.clamp, score)) : 0
  }

  /// What the columns, scaled, come to for one head.
  private func textScore(_ columns: UnsafePointer<SIMD4<Float>>, head: Int) -> Float {
    guard !projection.isEmpty else { return unsafe columns[head / 4][head % 4] }
    var sum = SIMD4<Float>()
    unsafe project(columns, into: &sum, at: head / 4)
    return sum[head % 4]
  }
}

extension Router {
  /// The scores of this router as another one's prior, of features and counts that lie somewhere.
  package func priorScores(features: UnsafeBufferPointer<UInt32>, counts: ShapeCounts) -> SIMD2<Float> {
    unsafe view.priorScores(HeldFeatures(features: features, counts: counts))
  }

  /// Whether it started from another router itself.
  package var hasPrior: Bool { view.prior != nil }

  /// The manifest of the router that it started from.
  package var priorManifest: String? {
    view.prior.map { unsafe String(decoding: $0.manifest, as: UTF8.self) }
  }

  /// The whole model file.
  package var file: [UInt8] { unsafe Array(view.storage.bytes) }
}
