/// Turns a raw output into a probability that means what it says.
package enum Calibrator: Sendable, Equatable {
  /// The logistic function alone.
  case none
  /// sigmoid(slope · z + intercept) (Platt, 1999).
  case platt(slope: Float, intercept: Float)
  /// Straight lines between knots, flat outside: centred isotonic regression (Oron and Flournoy, 2017),
  /// which keeps the order of its input where plain isotonic regression has steps.
  case isotonic(inputs: [Float], outputs: [Float])

  /// A probability, 0…1; at most log2(knots) steps. Scoring reads the same from a ``CalibratorTable``.
  package func probability(_ z: Float) -> Float {
    switch self {
    case .none: return sigmoid(z)
    case .platt(let slope, let intercept): return sigmoid(slope * z + intercept)
    case .isotonic(let inputs, let outputs):
      let count = min(inputs.count, outputs.count)
      return unsafe inputs.withUnsafeBufferPointer { inputs in
        unsafe outputs.withUnsafeBufferPointer { outputs in
          guard count > 0, let x = inputs.baseAddress, let y = outputs.baseAddress else { return sigmoid(z) }
          return unsafe CalibratorTable.interpolated(z, x, y, count: count)
        }
      }
    }
  }

  /// The name in manifests.
  package var name: String {
    switch self {
    case .none: "none"
    case .platt: "platt"
    case .isotonic: "isotonic"
    }
  }
}

extension Calibrator {
  /// Reads one calibrator, refusing knots out of order and probabilities out of range.
  init(from reader: inout SectionReader) throws(ModelError) {
    let kind = unsafe try reader.count("kind", in: 0...2)
    let count = unsafe try reader.count("count", in: 0...4096)
    switch kind {
    case 0: self = .none
    case 1:
      self = unsafe .platt(slope: try reader.float("slope"), intercept: try reader.float("intercept"))
    default:
      let inputs = unsafe try reader.floats("knots", count: count)
      let outputs = unsafe try reader.floats("knots", count: count)
      guard count > 0, zip(inputs, inputs.dropFirst()).allSatisfy({ $0 <= $1 }),
        outputs.allSatisfy({ (0...1).contains($0) })
      else { throw unsafe reader.invalid("isotonic knots out of order or out of range") }
      self = .isotonic(inputs: inputs, outputs: outputs)
    }
  }
}
