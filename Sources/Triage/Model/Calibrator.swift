/// Turns a raw output into a probability that means what it says.
package enum Calibrator: Sendable, Equatable {
  /// The logistic function alone.
  case none
  /// sigmoid(slope · z + intercept) (Platt, 1999).
  case platt(slope: Float, intercept: Float)
  /// Straight lines between knots, flat outside: centred isotonic regression (Oron and Flournoy, 2017),
  /// which keeps the order of its input where plain isotonic regression has steps.
  case isotonic(inputs: [Float], outputs: [Float])

  /// A probability, 0…1; at most log2(knots) steps, no allocation.
  @inline(__always)
  package func probability(_ z: Float) -> Float {
    switch self {
    case .none: return sigmoid(z)
    case .platt(let slope, let intercept): return sigmoid(slope * z + intercept)
    case .isotonic(let inputs, let outputs):
      guard let first = inputs.first, let last = inputs.last, inputs.count == outputs.count else {
        return sigmoid(z)
      }
      if z <= first { return outputs[0] }
      if z >= last { return outputs[outputs.count - 1] }
      var low = 0
      var high = inputs.count - 1
      while high - low > 1 {
        let middle = (low + high) / 2
        if inputs[middle] <= z { low = middle } else { high = middle }
      }
      let width = inputs[high] - inputs[low]
      let share = width > 0 ? (z - inputs[low]) / width : 0
      return outputs[low] + share * (outputs[high] - outputs[low])
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
