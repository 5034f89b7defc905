/// The dense part of a model: how shape features, and behind them a prior's scores, are standardised and weighed, and the
/// biases.
package struct ShapeWeights: Sendable, Equatable {
  /// Training mean of each feature, ``ModelConfiguration/denseFeatures`` values; 0 for a prior's scores.
  package var means: [Float]
  /// One over the training deviation; 0 switches a feature off, 1 for a prior's scores.
  package var inverseDeviations: [Float]
  /// `features × outputs`, row-major.
  package var weights: [Float]
  /// One a output.
  package var biases: [Float]

  package init(means: [Float], inverseDeviations: [Float], weights: [Float], biases: [Float]) {
    self.means = means
    self.inverseDeviations = inverseDeviations
    self.weights = weights
    self.biases = biases
  }

  init(from reader: inout SectionReader, features: Int, outputs: Int) throws(ModelError) {
    means = unsafe try reader.floats("means", count: features)
    inverseDeviations = unsafe try reader.floats("deviations", count: features)
    weights = unsafe try reader.floats("shape weights", count: features * outputs)
    biases = unsafe try reader.floats("biases", count: outputs)
  }
}
