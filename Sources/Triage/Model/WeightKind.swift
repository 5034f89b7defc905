/// How a weight is stored in the table.
package enum WeightKind: UInt32, Sendable, CaseIterable {
  /// IEEE 754 single precision.
  case float32 = 0
  /// IEEE 754 half precision; never infinite or NaN in a file written by the trainer.
  case float16 = 1
  /// A signed byte, -127…127.
  case int8 = 2

  /// Bytes of one weight.
  package var size: Int {
    switch self {
    case .float32: 4
    case .float16: 2
    case .int8: 1
    }
  }

  /// Where the weights start in a row: behind fingerprint and rarity, aligned for single precision.
  package var offset: Int { self == .float32 ? 4 : 2 }

  /// The row length for so many columns: a power of two, so that a short row never straddles a cache line.
  package func stride(columns: Int) -> Int {
    var stride = 4
    while stride < offset + columns * size { stride *= 2 }
    return stride
  }

  /// The name in manifests.
  package var name: String {
    switch self {
    case .float32: "float32"
    case .float16: "float16"
    case .int8: "int8"
    }
  }
}
