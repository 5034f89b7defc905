/// A dense, row-major matrix of single-precision numbers.
public struct Matrix: Sendable, Equatable {
  /// Rows.
  public let rows: Int
  /// Columns, and the distance from one row to the next.
  public let columns: Int
  /// `rows × columns` numbers, row after row.
  public var values: [Float]

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = [Float](repeating: 0, count: rows * columns)
  }

  /// A matrix over given values.
  ///
  /// - Precondition: `values.count == rows * columns`.
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "a \(rows)×\(columns) matrix of \(values.count) numbers")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// One number.
  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }
}
