import Triage
import TriageLinearAlgebra

/// The weight table as it stands in the file.
struct WeightTable {
  let bytes: [UInt8]
  /// What a stored number is multiplied by, one a column.
  let scales: [Float]

  /// Rounds the weights to `kind` and places each feature in its row. O(rows · stride).
  init(_ contents: ModelContents, _ kind: WeightKind) {
    let configuration = contents.configuration(kind)
    let columns = contents.columns
    var scales = [Float](repeating: 1, count: columns)
    if kind == .int8 {
      for column in 0..<columns {
        let largest = largestMagnitude(
          contents.features.indices.map { contents.weights[$0 * columns + column] })
        scales[column] = largest > 0 ? largest / 127 : 1
      }
    }
    var bytes = [UInt8](repeating: 0, count: configuration.tableLength)
    for (index, feature) in contents.features.enumerated() {
      var at = Int(feature) & (configuration.rows - 1)
      at *= configuration.stride
      bytes[at] = UInt8(feature >> 24)
      bytes[at + 1] = contents.rarities[index]
      for column in 0..<columns {
        let place = at + kind.offset + column * kind.size
        let weight = contents.weights[index * columns + column] / scales[column]
        switch kind {
        case .int8:
          bytes[place] = UInt8(bitPattern: Int8(max(-127, min(127, weight.rounded()))))
        case .float16:
          let bits = halfPrecisionBits(weight)
          bytes[place] = UInt8(bits & 0xFF)
          bytes[place + 1] = UInt8(bits >> 8)
        case .float32:
          let bits = weight.bitPattern
          for byte in 0..<4 {
            bytes[place + byte] = UInt8(truncatingIfNeeded: bits >> UInt32(byte * 8))
          }
        }
      }
    }
    self.bytes = bytes
    self.scales = scales
  }
}
