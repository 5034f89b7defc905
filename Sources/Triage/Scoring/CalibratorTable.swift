/// The calibrators of a model, flat in memory, so that applying one touches no reference count.
///
/// Written in `init` only; valid as long as the object lives.
@safe final class CalibratorTable: @unchecked Sendable {
  private struct Entry {
    /// Knots; 0 for Platt scaling.
    var count: Int
    /// Where the inputs of its knots start in `knots`, the outputs behind them.
    var first: Int
    var slope: Float
    var intercept: Float
  }

  private let entries: UnsafePointer<Entry>
  private let knots: UnsafePointer<Float>

  init(_ calibrators: [Calibrator]) {
    var table: [Entry] = []
    var numbers: [Float] = []
    for calibrator in calibrators {
      switch calibrator {
      case .none: table.append(Entry(count: 0, first: 0, slope: 1, intercept: 0))
      case .platt(let slope, let intercept):
        table.append(Entry(count: 0, first: 0, slope: slope, intercept: intercept))
      case .isotonic(let inputs, let outputs):
        let count = min(inputs.count, outputs.count)
        table.append(Entry(count: count, first: numbers.count, slope: 1, intercept: 0))
        numbers += inputs.prefix(count)
        numbers += outputs.prefix(count)
      }
    }
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: max(1, table.count))
    unsafe entries.initialize(from: table, count: table.count)
    unsafe self.entries = UnsafePointer(entries)
    let knots = UnsafeMutablePointer<Float>.allocate(capacity: max(1, numbers.count))
    unsafe knots.initialize(from: numbers, count: numbers.count)
    unsafe self.knots = UnsafePointer(knots)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe knots.deallocate()
  }

  /// A probability, 0…1, from a raw output; at most log2(knots) steps, no allocation.
  ///
  /// - Precondition: `index` is one of a calibrator.
  @inline(__always)
  func probability(_ index: Int, _ z: Float) -> Float {
    let entry = unsafe entries[index]
    guard entry.count > 0 else { return sigmoid(entry.slope * z + entry.intercept) }
    let inputs = unsafe knots + entry.first
    return unsafe Self.interpolated(z, inputs, inputs + entry.count, count: entry.count)
  }

  /// The height at `z` of the line through `count` knots, at least one, flat outside.
  @inline(__always)
  static func interpolated(
    _ z: Float, _ inputs: UnsafePointer<Float>, _ outputs: UnsafePointer<Float>, count: Int
  ) -> Float {
    var low = 0
    var high = count - 1
    if unsafe z <= inputs[0] { return unsafe outputs[0] }
    if unsafe z >= inputs[high] { return unsafe outputs[high] }
    while high - low > 1 {
      let middle = (low + high) / 2
      if unsafe inputs[middle] <= z { low = middle } else { high = middle }
    }
    let width = unsafe inputs[high] - inputs[low]
    let share = unsafe width > 0 ? (z - inputs[low]) / width : 0
    return unsafe outputs[low] + share * (outputs[high] - outputs[low])
  }
}
