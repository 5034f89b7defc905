/// The small, dense numbers of a model, four outputs a vector, laid out in the order in which scoring reads them.
///
/// ```
/// scales      columns, then zeros
/// biases      outputs, then zeros
/// weights     as many rows of outputs as there are shape features, and behind them a prior's scores
/// projection  columns rows of outputs, and as many again where it is rectified; none where columns are outputs
/// ```
///
/// Every row is rounded up to whole vectors. Written in `init` only; valid as long as the object lives.
@safe final class DensePart: @unchecked Sendable {
  /// Vectors that hold a number for each column, and for each output.
  let columnVectors: Int
  let outputVectors: Int
  let scales: UnsafePointer<SIMD4<Float>>
  let biases: UnsafePointer<SIMD4<Float>>
  let weights: UnsafePointer<SIMD4<Float>>
  let projection: UnsafePointer<SIMD4<Float>>
  let means: SIMD16<Float>
  let inverseDeviations: SIMD16<Float>

  init(scales: [Float], shape: ShapeWeights, projection: [Float], outputs: Int) {
    columnVectors = (scales.count + 3) / 4
    outputVectors = (outputs + 3) / 4
    let features = shape.means.count
    let rows = 1 + features + projection.count / outputs
    let count = columnVectors + rows * outputVectors
    let base = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: count)
    unsafe base.initialize(repeating: SIMD4(), count: count)
    unsafe self.scales = UnsafePointer(base)
    unsafe biases = UnsafePointer(base + columnVectors)
    unsafe weights = unsafe biases + outputVectors
    unsafe self.projection = unsafe weights + features * outputVectors
    for (column, scale) in scales.enumerated() { unsafe base[column / 4][column % 4] = scale }
    var first = columnVectors
    for numbers in [shape.biases, shape.weights, projection] {
      for (index, number) in numbers.enumerated() {
        let (row, output) = index.quotientAndRemainder(dividingBy: outputs)
        unsafe base[first + row * outputVectors + output / 4][output % 4] = number
      }
      first += numbers.count / outputs * outputVectors
    }
    means = Self.sixteen(shape.means)
    inverseDeviations = Self.sixteen(shape.inverseDeviations)
  }

  deinit { unsafe scales.deallocate() }

  private static func sixteen(_ numbers: [Float]) -> SIMD16<Float> {
    var result = SIMD16<Float>()
    for (index, number) in numbers.prefix(16).enumerated() { result[index] = number }
    return result
  }
}
