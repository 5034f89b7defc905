/// The dense part of a model: how shape features are standardised and weighed, and the biases.
package struct ShapeWeights: Sendable, Equatable {
  /// Training mean of each shape feature, ``ShapeFeatures/count`` values.
  package var means: [Float]
  /// One over the training deviation; 0 switches a feature off.
  package var inverseDeviations: [Float]
  /// `count × outputs`, row-major.
  package var weights: [Float]
  /// One a output.
  package var biases: [Float]

  package init(means: [Float], inverseDeviations: [Float], weights: [Float], biases: [Float]) {
    self.means = means
    self.inverseDeviations = inverseDeviations
    self.weights = weights
    self.biases = biases
  }

  init(from reader: inout SectionReader, outputs: Int) throws(ModelError) {
    means = unsafe try reader.floats("means", count: ShapeFeatures.count)
    inverseDeviations = unsafe try reader.floats("deviations", count: ShapeFeatures.count)
    weights = unsafe try reader.floats("shape weights", count: ShapeFeatures.count * outputs)
    biases = unsafe try reader.floats("biases", count: outputs)
  }
}
