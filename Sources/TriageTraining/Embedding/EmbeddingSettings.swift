/// How the embedding-hash classifier is fitted.
struct EmbeddingSettings: Sendable {
  /// Numbers a feature.
  var dimensions = 16
  /// Whether heads see max(0, z) beside z.
  var rectified = true
  /// Prompts a step.
  var batch = 64
  /// AdaGrad's step.
  var rate: Float = 0.01
  /// Passes over the prompts after which the fit is looked at; the last ends it.
  var checkpoints = [2, 4, 6]
  /// What the embedding is shrunk by after every pass: the candidates.
  var decays: [Float] = [0.02, 0.05]

  /// The plain embedding that linear heads are averaged with: nothing of it is chosen.
  static let plain = EmbeddingSettings(rectified: false, checkpoints: [4], decays: [0.05])
}
